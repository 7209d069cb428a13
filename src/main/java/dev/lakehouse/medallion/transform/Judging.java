package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.Severity;
import dev.lakehouse.medallion.contract.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Parses, types and judges each raw line once, and states the verdict. */
public final class Judging {

  private static final String OUTCOME =
      """
      CASE
        WHEN _content = '' THEN 'blank'
        WHEN _reasons <> '' THEN 'rejected'
        ELSE 'accepted'
      END""";

  private Judging() {}

  /**
   * Judges raw lines. The rows are meant to be written as they are: above them a filter or a join
   * makes Spark infer constraints from every expression of the verdict, and planning takes minutes.
   *
   * @param lines {@code line STRING, _file_path STRING, _ingested_at TIMESTAMP} and any others
   * @return one row per line with the columns of {@link FeedTables#events()} but for {@link
   *     FeedTables#BOOKKEEPING}, which is the caller's
   */
  public static Dataset<Row> judge(Dataset<Row> lines, Feed feed, Zones zones) {
    Dataset<Row> typed = Typing.type(Parsing.parse(lines, feed), feed, zones);
    return typed
        .withColumns(
            new Columns()
                .with("_reasons", reasons(feed))
                .with("_doubts", Typing.listed(broken(feed, Severity.WARN)))
                .all())
        .withColumns(verdicts(feed).all())
        .withColumns(
            new Columns()
                .with("_version", version(feed))
                .with("_raw_line", "IF(_outcome = 'rejected', line, NULL)")
                .all())
        .select(eventColumns(feed));
  }

  private static Columns verdicts(Feed feed) {
    Columns verdicts =
        new Columns()
            .with("_outcome", OUTCOME)
            .with("_rejections", Typing.names("_reasons"))
            .with("_warnings", Typing.names("_doubts"))
            .with("_line_id", FeedTables.LINE_IDENTITY);
    for (Field field : feed.fields()) {
      if (field.kind() == Kind.DECIMAL) {
        verdicts.with(field.column(), narrowed(field));
      }
    }
    return verdicts;
  }

  private static Column[] eventColumns(Feed feed) {
    return new FeedTables(feed)
        .events().columns().stream()
            .map(ColumnDefinition::name)
            .filter(name -> !FeedTables.BOOKKEEPING.contains(name))
            .map(name -> functions.col(identifier(name)))
            .toArray(Column[]::new);
  }

  private static String reasons(Feed feed) {
    return """
        CASE
          WHEN _content = '' THEN ''
          WHEN _line_problem IS NOT NULL THEN _line_problem
          ELSE %s
        END"""
        .formatted(
            Typing.listed(
                Stream.concat(Stream.of("nullif(_problems, '')"), broken(feed, Severity.REJECT))));
  }

  private static Stream<String> broken(Feed feed, Severity severity) {
    return feed.rules(severity).stream()
        .map(rule -> "CASE WHEN %s THEN %s END".formatted(rule.condition(), literal(rule.name())));
  }

  /** A wide decimal is kept where the column's type holds it exactly; it is never rounded. */
  private static String narrowed(Field field) {
    return "CASE WHEN %1$s = try_cast(%1$s AS %2$s) THEN try_cast(%1$s AS %2$s) END"
        .formatted(identifier(field.column()), field.type());
  }

  private static String version(Feed feed) {
    List<String> members = new ArrayList<>();
    for (Feed.Derived part : feed.recency()) {
      members.add(literal(part.column().name()));
      members.add(part.expression());
    }
    members.add("'record_hash'");
    members.add(recordHash(feed));
    return "CASE WHEN _outcome = 'accepted' THEN named_struct(%s) END"
        .formatted(String.join(", ", members));
  }

  /**
   * A hash of every value that the record has, each with its column's name: a column added to the
   * contract later does not change the hash of the records that come without it.
   */
  private static String recordHash(Feed feed) {
    List<String> hashes = new ArrayList<>();
    for (Field field : feed.fields()) {
      String column = identifier(field.column());
      // xxhash64 skips NULLs, and so takes [1, NULL] for [NULL, 1]: nested values go in as JSON.
      String value = field.kind() == Kind.NESTED ? "to_json(%s)".formatted(column) : column;
      hashes.add(hash(field.column(), value));
    }
    hashes.add(hash("_rescued", "_rescued"));
    return String.join(" ^ ", hashes);
  }

  private static String hash(String name, String value) {
    return "IF(%1$s IS NULL, 0L, xxhash64(%2$s, %1$s))".formatted(value, literal(name));
  }
}
