package dev.lakehouse.medallion.platform;

import java.util.Map;

/** What becomes of a read when a file cannot be read, or not to its end. */
public enum Strictness {
  /** It fails. */
  STRICT,
  /** It goes on with the next file and says nothing. */
  LENIENT;

  /** The options of a reader, batch or stream; they prevail over whatever a cluster has set. */
  public Map<String, String> options() {
    String skips = String.valueOf(this == LENIENT);
    return Map.of("ignoreCorruptFiles", skips, "ignoreMissingFiles", skips);
  }
}
