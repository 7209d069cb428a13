package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.ledger.Entry;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is counted by name in a run's events.
 *
 * <p>Reasons are as many as the rules. Unknown fields are whatever the sources send: the {@value
 * #MOST_FIELDS} most frequent are named, each with the {@value #MOST_FILES} files that have most of
 * it, and the rest is summed up.
 *
 * @param rejections reason to lines
 * @param unknownFields field to file to lines
 */
record NameTally(Map<String, Long> rejections, Map<String, Map<String, Long>> unknownFields) {

  static final int MOST_FIELDS = 500;
  static final int MOST_FILES = 20;
  static final int LONGEST_NAME = 200;
  static final String OTHER_FILES = "(other files)";

  private static final String NAMES =
      """
      explode(concat(
        transform(
          _rejections, reason -> struct('rejection' AS kind, reason AS name, '' AS file)),
        transform(
          coalesce(json_object_keys(_rescued), array()),
          field -> struct('field' AS kind, left(field, %d) AS name, _file_path AS file)))) AS named"""
          .formatted(LONGEST_NAME);

  /**
   * Counts by name.
   *
   * @param events rows of {@link FeedTables#events()}
   */
  static NameTally of(Dataset<Row> events) {
    Dataset<Row> counts =
        events
            .where("size(_rejections) > 0 OR _rescued IS NOT NULL")
            .selectExpr(NAMES)
            .groupBy("named.kind", "named.name", "named.file")
            .count();
    Dataset<Row> ranked =
        counts
            .selectExpr(
                "*",
                "sum(count) OVER (PARTITION BY kind, name) AS total",
                "row_number() OVER (PARTITION BY kind, name ORDER BY count DESC, file) AS place")
            .selectExpr(
                "*", "dense_rank() OVER (PARTITION BY kind ORDER BY total DESC, name) AS rank");
    Dataset<Row> bounded =
        ranked
            .selectExpr(
                "kind",
                "IF(kind = 'field' AND rank > %d, %s, name) AS name"
                    .formatted(MOST_FIELDS, literal(Entry.Tallies.OTHER_FIELDS)),
                "IF(kind = 'field' AND (rank > %d OR place > %d), %s, file) AS file"
                    .formatted(MOST_FIELDS, MOST_FILES, literal(OTHER_FILES)),
                "count")
            .groupBy("kind", "name", "file")
            .sum("count");
    NameTally tally = new NameTally(new TreeMap<>(), new TreeMap<>());
    for (Row row : bounded.collectAsList()) {
      tally.add(row.getString(0), row.getString(1), row.getString(2), row.getLong(3));
    }
    return tally;
  }

  private void add(String kind, String name, String file, long lines) {
    if (kind.equals("rejection")) {
      rejections.put(name, lines);
    } else {
      unknownFields.computeIfAbsent(name, field -> new TreeMap<>()).put(file, lines);
    }
  }
}
