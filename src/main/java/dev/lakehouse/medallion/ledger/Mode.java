package dev.lakehouse.medallion.ledger;

/** How a stage run came by its rows. */
public enum Mode {
  /** From what was new in the source. */
  INCREMENT,
  /** From all of the source, replacing what was there. */
  REBUILD,
  /** Nothing yet: a rebuild was begun, and until it is finished the target holds old rows. */
  REBUILD_STARTED,
  /** From lines rejected before, judged again under today's rules. */
  RETRY,
  /** Nothing yet: a retry was begun, and until it is finished the target may miss its rows. */
  RETRY_STARTED,
  /** From lines that were taken out for good. */
  FORGET,
  /** Nothing yet: a forget was begun, and until it is finished the target may hold its lines. */
  FORGET_STARTED,
  /** Nothing: too many lines were rejected, and the run stopped before it touched the target. */
  HALTED,
  /** Nothing yet: a file could not be read, and the others are taken in without it. */
  SALVAGE_STARTED,
  /** Nothing yet: the stream had lost what it has read, and a new one looks for it in the table. */
  RESUME_STARTED,
  /** Nothing yet: the target was lost, and all of its source is taken in anew. */
  RESTART_STARTED
}
