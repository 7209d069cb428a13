package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Field.Presence;
import dev.lakehouse.medallion.contract.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Turns the fields of a parsed record into typed columns, each with its problem if it has one. */
final class Typing {

  private Typing() {}

  /**
   * Replaces the record by typed columns.
   *
   * @param parsed what {@link Parsing#parse} returns
   * @return the same without what was for reading only, with a column per field (a {@code DECIMAL}
   *     still as wide as {@link Reading} reads it) and per derived column, and with {@code
   *     _problems STRING}, which has exactly one reason per field that is missing or cannot be
   *     read, {@link #listed}
   */
  static Dataset<Row> type(Dataset<Row> parsed, Feed feed, Zones zones) {
    Dataset<Row> texts =
        parsed.withColumns(columns(feed.fields(), Typing::textOf, Reading::text).all());
    Dataset<Row> values =
        texts.withColumns(
            columns(feed.fields(), Field::column, field -> Reading.value(field, zones)).all());
    Dataset<Row> examined = values.withColumn("_problems", functions.expr(problems(feed)));
    List<Field> defaulted =
        feed.fields().stream().filter(field -> !field.otherwise().isEmpty()).toList();
    Dataset<Row> completed =
        examined.withColumns(columns(defaulted, Field::column, Typing::valueOrOtherwise).all());
    List<String> spent = new ArrayList<>(feed.fields().stream().map(Typing::textOf).toList());
    spent.addAll(List.of("_plain", "_record", "_names", "_is_misleading"));
    return derived(completed, feed, zones).drop(spent.toArray(String[]::new));
  }

  /** The scratch column that holds a field's text. */
  static String textOf(Field field) {
    return "_text_of_" + field.column();
  }

  private static Dataset<Row> derived(Dataset<Row> typed, Feed feed, Zones zones) {
    Columns columns = new Columns();
    for (Feed.Derived derived : feed.derived()) {
      columns.with(
          derived.column().name(),
          derived.expression().replace("{business_zone}", literal(zones.business().getId())));
    }
    return typed.withColumns(columns.all());
  }

  private static String valueOrOtherwise(Field field) {
    return "coalesce(%s, CASE WHEN %s IS NULL THEN %s END)"
        .formatted(identifier(field.column()), textOf(field), field.otherwise());
  }

  private static String problems(Feed feed) {
    return listed(feed.fields().stream().map(Typing::problem));
  }

  /**
   * SQL that lists those of some names that are not NULL, in a text: of an array Spark would
   * evaluate each name's condition without compiling it.
   */
  static String listed(Stream<String> names) {
    return Stream.concat(Stream.of("','"), names)
        .collect(Collectors.joining(", ", "concat_ws(", ")"));
  }

  /** SQL that makes an array of what {@link #listed} makes; empty of an empty text. */
  static String names(String list) {
    return "IF(%1$s = '', CAST(array() AS ARRAY<STRING>), split(%1$s, ','))".formatted(list);
  }

  private static String problem(Field field) {
    String missing =
        field.presence() == Presence.REQUIRED ? literal(field.name() + "_missing") : "NULL";
    String unreadable =
        switch (field.kind()) {
          case CODE -> "_unknown";
          case TEXT, WHOLE_NUMBER, DECIMAL, INSTANT, NESTED -> "_malformed";
        };
    return "CASE WHEN %s IS NOT NULL THEN NULL WHEN %s IS NULL THEN %s ELSE %s END"
        .formatted(
            identifier(field.column()), textOf(field), missing, literal(field.name() + unreadable));
  }

  private static Columns columns(
      List<Field> fields, Function<Field, String> name, Function<Field, String> expression) {
    Columns columns = new Columns();
    fields.forEach(field -> columns.with(name.apply(field), expression.apply(field)));
    return columns;
  }
}
