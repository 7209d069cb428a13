package dev.lakehouse.medallion.lakehouse;

/**
 * Versions of a Delta table, from the one after {@code after} up to and including {@code upTo}.
 *
 * @param after the last version already read, or -1 if none was
 * @param upTo the newest version to read
 */
public record VersionRange(long after, long upTo) {

  /** What stands for the version before the first. */
  public static final long NOTHING = -1;

  public VersionRange {
    if (after < NOTHING || upTo < after) {
      throw new IllegalArgumentException("No range of versions: after " + after + " up to " + upTo);
    }
  }

  public boolean isEmpty() {
    return upTo == after;
  }

  public boolean isFromStart() {
    return after == NOTHING;
  }

  /** Whether it is the first version alone, which is there before any row is. */
  public boolean isCreation() {
    return isFromStart() && upTo == 0;
  }

  public long first() {
    return after + 1;
  }
}
