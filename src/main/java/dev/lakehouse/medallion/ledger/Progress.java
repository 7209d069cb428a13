package dev.lakehouse.medallion.ledger;

import dev.lakehouse.medallion.lakehouse.VersionRange;

/**
 * How far a target has come.
 *
 * @param sequence the number of its newest ledger row
 * @param sourceVersion the last version of its source that is in it
 * @param mode how that row came to be
 */
public record Progress(long sequence, long sourceVersion, Mode mode) {

  static final Progress START = new Progress(0, VersionRange.NOTHING, Mode.INCREMENT);

  /** Whether a rebuild was begun and not finished: only a rebuild can make the target right. */
  public boolean isBroken() {
    return mode == Mode.REBUILD_STARTED;
  }

  /** Whether a retry was begun and not finished: released lines may be missing from the target. */
  public boolean isInRetry() {
    return mode == Mode.RETRY_STARTED;
  }

  /** Whether a forget was begun and not finished: the target may hold lines that are to be gone. */
  public boolean isInForget() {
    return mode == Mode.FORGET_STARTED;
  }

  /** Whether the target was lost and is to be filled anew from all of its source. */
  public boolean isRestarting() {
    return mode == Mode.RESTART_STARTED;
  }

  /** Whether the last run stopped because too many lines were rejected. */
  public boolean isHalted() {
    return mode == Mode.HALTED;
  }

  /** Whether files that cannot be read were left behind, and it is not said yet which. */
  public boolean isSalvage() {
    return mode == Mode.SALVAGE_STARTED;
  }

  /** The progress after one more row. */
  Progress after(Entry entry) {
    return new Progress(sequence + 1, entry.range().upTo(), entry.mode());
  }
}
