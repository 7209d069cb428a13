package dev.lakehouse.medallion.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one record.
 *
 * @param lines every line that came for it, in the order of ingestion
 * @param mentions rejected lines whose key could not be read and that hold the key's text
 * @param current the record's row, empty if no version of it was accepted
 * @param cells the gold rows that it counts in
 */
record History(
    String key,
    List<Line> lines,
    List<Line> mentions,
    Optional<JsonNode> current,
    List<Cell> cells) {

  /**
   * A line and what it has come to.
   *
   * @param standing current, superseded, duplicate or rejected
   * @param why what decided it
   * @param attempts how often it was judged
   */
  record Line(
      String file,
      String ingestedAt,
      String line,
      String standing,
      String why,
      List<String> rejections,
      List<String> warnings,
      long attempts) {}

  /** A row of a gold table. */
  record Cell(String table, JsonNode row) {}
}
