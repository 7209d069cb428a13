package dev.lakehouse.medallion.trace;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.trace.History.Cell;
import dev.lakehouse.medallion.trace.History.Line;
import dev.lakehouse.medallion.transform.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Finds every line that came for a record, what became of each, and where the record counts. */
public final class Trace {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_MENTIONS = 20;

  private final Lakehouse lakehouse;
  private final FeedTables tables;
  private final Feed feed;
  private final List<GoldTable> gold;

  /** The trace of a feed's records, whose tables the session knows. */
  public Trace(Lakehouse lakehouse, Feed feed, List<GoldTable> gold) {
    this.lakehouse = lakehouse;
    this.tables = new FeedTables(feed);
    this.feed = feed;
    this.gold = gold;
  }

  /**
   * The record's history.
   *
   * @throws UserException if no line of it has come
   */
  History of(String key) {
    Dataset<Row> current = lakehouse.table(tables.currentName()).where(isRecord(key));
    Dataset<Row> events = lakehouse.table(tables.eventsName()).where(isRecord(key));
    List<Line> lines = lines(events, current);
    List<Line> mentions = lines(mentioning(key), current);
    if (lines.isEmpty() && mentions.isEmpty()) {
      throw new UserException(
          "No line of '" + key + "' has come.",
          "No event has this %s, and no rejected line holds its text.".formatted(feed.key()),
          "Check the spelling; if its file has just arrived, run `medallion bronze` and `medallion silver`"
              + " first.");
    }
    Optional<JsonNode> row = objects(current).stream().findFirst();
    return new History(
        key, lines, mentions, row, row.isEmpty() ? List.of() : cells(current, events));
  }

  private Column isRecord(String key) {
    return col(identifier(feed.key())).equalTo(lit(key));
  }

  /** Rejected lines in which the key stands as a word, but not where it could be read. */
  private Dataset<Row> mentioning(String key) {
    String word = "(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])";
    return lakehouse
        .table(tables.eventsName())
        .where("_outcome = 'rejected'")
        .where(col(identifier(feed.key())).isNull().and(col("_raw_line").rlike(word)))
        .limit(MOST_MENTIONS);
  }

  private List<Line> lines(Dataset<Row> events, Dataset<Row> current) {
    List<Row> rows =
        withVersionInForce(Standing.of(events, current, feed), current)
            .orderBy("_ingested_at", "_file_path", "_line_id")
            .selectExpr(
                "_file_path",
                "CAST(_ingested_at AS STRING) AS ingested_at",
                "coalesce(_raw_line, _text) AS line",
                Standing.COLUMN,
                why() + " AS why",
                "_rejections",
                "_warnings",
                "_attempts")
            .collectAsList();
    return rows.stream().map(Trace::line).toList();
  }

  /** The events with the version that is current now, and the text of the accepted ones. */
  private Dataset<Row> withVersionInForce(Dataset<Row> events, Dataset<Row> current) {
    Dataset<Row> inForce = current.selectExpr("_version AS _in_force");
    Dataset<Row> texts =
        lakehouse
            .table(tables.rawName())
            .selectExpr("line AS _text", FeedTables.LINE_IDENTITY + " AS _raw_id")
            .join(
                events.select(col("_line_id").as("_wanted")).distinct(),
                functions.expr("_raw_id = _wanted"),
                "left_semi")
            .distinct();
    return events
        .join(inForce, lit(true), "left")
        .join(texts, functions.expr("_line_id = _raw_id"), "left");
  }

  /** The first part of the version that differs from the one in force decides. */
  private String why() {
    StringBuilder parts = new StringBuilder();
    for (Feed.Derived part : feed.recency()) {
      parts.append(
          """
           WHEN _version.%1$s < _in_force.%1$s THEN concat(%2$s, ' ', CAST(_version.%1$s AS STRING),
            ' is before ', CAST(_in_force.%1$s AS STRING), ' of the current version')"""
              .formatted(identifier(part.column().name()), literal(part.column().name())));
    }
    return """
        CASE
          WHEN _standing = 'rejected' THEN concat_ws(', ', _rejections)
          WHEN _standing = 'current' THEN 'the newest version that was accepted'
          WHEN _standing = 'duplicate' THEN 'another line says exactly the same'
         %s
          WHEN _standing = 'superseded' THEN
            'as new as the current version by every sign; the greater hash of the record decides'
        END"""
        .formatted(parts);
  }

  private static Line line(Row row) {
    return new Line(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getList(5),
        row.getList(6),
        row.getLong(7));
  }

  /** The gold rows with the grain that the record alone would give. */
  private List<Cell> cells(Dataset<Row> current, Dataset<Row> events) {
    List<Cell> cells = new ArrayList<>();
    for (GoldTable table : gold) {
      if (tables.isOneOf(table.sources().get(0))) {
        TableName name = table.definition().name();
        Map<TableName, Dataset<Row>> facts = new HashMap<>();
        for (TableName source : table.sources()) {
          Dataset<Row> rows = source.equals(tables.currentName()) ? current : events;
          facts.put(source, table.facts(source, rows));
        }
        Dataset<Row> grain = Lakehouse.select(table.rows(new Facts(facts)), table.grain());
        Dataset<Row> rows =
            lakehouse
                .table(name)
                .join(grain.distinct(), table.grain().toArray(String[]::new), "left_semi")
                .select(
                    table.definition().columnNames().stream()
                        .map(column -> col(identifier(column)))
                        .toArray(Column[]::new));
        objects(rows).forEach(row -> cells.add(new Cell(name.toString(), row)));
      }
    }
    return cells;
  }

  private static List<JsonNode> objects(Dataset<Row> rows) {
    List<JsonNode> objects = new ArrayList<>();
    String options =
        "map('ignoreNullFields', 'false', 'timestampFormat', \"%s\")".formatted(SqlText.INSTANT);
    for (Row row : rows.selectExpr("to_json(struct(*), %s)".formatted(options)).collectAsList()) {
      try {
        objects.add(JSON.readTree(row.getString(0)));
      } catch (JsonProcessingException failure) {
        throw new IllegalStateException("Spark wrote what is no JSON", failure);
      }
    }
    return objects;
  }
}
