package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;
import static dev.lakehouse.medallion.contract.SqlText.literals;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.Field;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Reads each line as JSON, once, with the declared schema.
 *
 * <p>The line is read as the value of a wrapping object. Spark's JSON parser stops at the end of
 * the first value; wrapped, whatever follows it (a second record on the same line, say) is an error
 * and not silently lost. What Spark takes beyond the standard, {@code 'text'} and {@code NaN}, is
 * switched off: {@code get_json_object}, which looks at odd values again, reads these differently.
 */
final class Parsing {

  /** The reasons why a line as a whole cannot be read: what was read of it may be half of it. */
  static final List<String> LINE_PROBLEMS =
      List.of(
          "line_too_long",
          "line_encoding_broken",
          "json_not_object",
          "json_malformed",
          "field_repeated");

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String JSON_VALUE_BUT_NO_OBJECT = "^([\\[\"0-9-]|(true|false|null)$)";

  private static final String MAY_GO_ON = "[}][ \t\r\n]*([}]|,[ \t\r\n]*\")";

  private static final String HIGH_HALF = "\\\\u[dD][89abAB][0-9a-fA-F]{2}";
  private static final String LOW_HALF = "\\\\u[dD][c-fC-F][0-9a-fA-F]{2}";
  private static final String HALF_CHARACTER =
      "%1$s(?!%2$s)|(?<!%1$s)%2$s".formatted(HIGH_HALF, LOW_HALF);

  private Parsing() {}

  /**
   * Adds to the raw lines what they hold.
   *
   * @param lines {@code line STRING} and any other columns
   * @return the same with {@code _content STRING} (the line without a byte-order mark and outer
   *     white space; NULL if it is too long to be looked at, for each look is a copy), {@code
   *     _plain STRUCT} (see {@link PlainLines#record}), {@code _rescued STRING}, {@code
   *     _line_problem STRING} (why the line as a whole cannot be read; NULL if it can) and, of
   *     lines that are not plain, {@code _record STRUCT} (a member per field; NULL if the line is
   *     no JSON object), {@code _names ARRAY<STRING>} (of all its fields) and {@code _is_misleading
   *     BOOLEAN} (see {@link InexactNumbers#mayMislead})
   */
  static Dataset<Row> parse(Dataset<Row> lines, Feed feed) {
    return lines
        .withColumn("_content", functions.expr(content()))
        .withColumn("_plain", functions.expr(PlainLines.record(feed)))
        .withColumns(
            new Columns()
                .with("_record", closely(record(feed)))
                .with("_names", closely("json_object_keys(_content)"))
                .with("_is_misleading", closely(InexactNumbers.mayMislead(feed.fields())))
                .all())
        .withColumn("_line_problem", functions.expr(lineProblem()))
        .withColumn("_rescued", functions.expr(rescued(feed)));
  }

  private static String closely(String look) {
    return "CASE WHEN _plain IS NULL THEN %s END".formatted(look);
  }

  /** To trim takes a look at every character, which a line that needs none of it is spared. */
  private static String content() {
    return """
        CASE WHEN octet_length(line) <= %d THEN
          CASE WHEN startswith(line, '{') AND endswith(line, '}') THEN line
            ELSE trim(BOTH ' \t\r\n\f' FROM IF(startswith(line, %s), substr(line, 2), line)) END
        END"""
        .formatted(FeedTables.MOST_BYTES, literal(BYTE_ORDER_MARK));
  }

  private static String record(Feed feed) {
    String members =
        feed.fields().stream()
            .map(field -> identifier(field.name()) + ": " + Reading.jsonType(field))
            .collect(Collectors.joining(", "));
    return """
        from_json(
          concat('{"record":', _content, '}'),
          %s,
          map('allowSingleQuotes', 'false', 'allowNonNumericNumbers', 'false')).record"""
        .formatted(literal("record STRUCT<" + members + ">"));
  }

  /**
   * Where a nested value is malformed Spark gives the record without it; the names of the fields,
   * which take reading the line to its end, it then does not give.
   */
  private static String lineProblem() {
    return """
        CASE
          WHEN _plain IS NOT NULL OR _content = '' THEN NULL
          WHEN _content IS NULL THEN 'line_too_long'
          WHEN encode(_content, 'UTF-8') <> CAST(_content AS BINARY) OR %s THEN
            'line_encoding_broken'
          WHEN _record IS NULL AND _content RLIKE %s THEN 'json_not_object'
          WHEN _record IS NULL OR _names IS NULL OR NOT (%s) THEN 'json_malformed'
          WHEN size(_names) <> size(array_distinct(_names)) THEN 'field_repeated'
        END"""
        .formatted(halfCharacter(), literal(JSON_VALUE_BUT_NO_OBJECT), oneValue());
  }

  /**
   * Whether an escape stands for half of a surrogate pair and the other half is not beside it:
   * Spark would read it as a question mark. Escaped backslashes are taken out first, and something
   * is put in their place: what follows them is no escape, and what they part is no pair.
   */
  private static String halfCharacter() {
    return "(contains(_content, %s) AND replace(_content, %s, '.') RLIKE %s)"
        .formatted(literal("\\u"), literal("\\\\"), literal(HALF_CHARACTER));
  }

  /**
   * The wrapping object leaves two cases open: {@code {…},"x":…} continues it, and what follows
   * {@code {…}}} is behind it. A line in which no closing brace is followed by either cannot be one
   * of them; others are counted as an array.
   */
  private static String oneValue() {
    return """
        NOT _content RLIKE %s
          OR coalesce(json_array_length(concat('[', _content, ']')), 0) = 1"""
        .formatted(literal(MAY_GO_ON));
  }

  private static String rescued(Feed feed) {
    return """
        CASE WHEN _line_problem IS NULL AND size(array_except(_names, array(%1$s))) > 0 THEN to_json(
          map_filter(
            from_json(_content, 'MAP<STRING, STRING>'),
            (name, text) -> NOT array_contains(array(%1$s), name)),
          map('ignoreNullFields', 'false'))
        END"""
        .formatted(literals(feed.fields().stream().map(Field::name).toList()));
  }
}
