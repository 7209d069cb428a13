package dev.lakehouse.medallion.ledger;

/** How a stage run came by its rows. */
public enum Mode {
  /** From what was new in the source. */
  INCREMENT,
  /** From all of the source, replacing what was there. */
  REBUILD,
  /** Nothing yet: a rebuild was begun, and until it is finished the target holds old rows. */
  REBUILD_STARTED
}
