package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.isOneOf;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Zones;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SQL expressions that read a field, kind by kind.
 *
 * <p>{@link #text} is what stands in the line, NULL where the field is missing; {@link #value} is
 * what it means, NULL where it cannot be read.
 */
final class Reading {

  private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String MINUTES = "[T ][0-9]{2}:[0-9]{2}";
  private static final String SECONDS = MINUTES + ":[0-9]{2}([.][0-9]{1,9})?";
  private static final String OFFSET = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)";
  private static final String NUMBER = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";
  private static final Pattern DECIMAL_TYPE = Pattern.compile("DECIMAL\\([0-9]+,[0-9]+\\)");

  /**
   * Wide enough for every digit of a DECIMAL(18,4) and for decimals that no currency has, so that a
   * number with too many decimals is seen as such instead of being rounded.
   */
  static final String WIDE_DECIMAL = "DECIMAL(38,24)";

  private Reading() {}

  /** The field's text, trimmed; NULL where it is absent, null or empty. */
  static String text(Field field) {
    return plainOr(PlainLines.text(field), closerText(field));
  }

  /** The field's value in its type, a DECIMAL in {@link #WIDE_DECIMAL}. */
  static String value(Field field, Zones zones) {
    return plainOr(PlainLines.value(field, zones), closerValue(field, zones));
  }

  private static String plainOr(String value, String otherwise) {
    return "CASE WHEN _plain IS NOT NULL THEN %s ELSE %s END".formatted(value, otherwise);
  }

  private static String closerText(Field field) {
    String member = "_record." + identifier(field.name());
    return switch (field.kind()) {
      case TEXT, WHOLE_NUMBER -> trimmed(member);
      case INSTANT -> trimmed("upper(" + member + ")");
      case CODE -> canonicalCode(trimmed("upper(%s)".formatted(member)), field.aliases());
      case DECIMAL -> textWhere(member + " IS NULL OR _is_misleading", field);
      case NESTED ->
          textWhere(
              "%s IS NOT TRUE OR %s OR _is_misleading".formatted(fits(field), lacksNumber(field)),
              field);
    };
  }

  private static String closerValue(Field field, Zones zones) {
    String text = Typing.textOf(field);
    String member = "_record." + identifier(field.name());
    return switch (field.kind()) {
      case TEXT -> plainText(text);
      case CODE ->
          // In capitals a long s is an S, and a ligature two letters: only ASCII can be a code.
          "IF(length(%1$s) = octet_length(%1$s), %2$s, NULL)".formatted(member, code(text, field));
      case WHOLE_NUMBER ->
          "CASE WHEN %1$s RLIKE '^[+-]?[0-9]{1,19}$' THEN try_cast(%1$s AS %2$s) END"
              .formatted(text, field.type());
      case INSTANT -> instant(text, zones);
      case DECIMAL -> decimal(text, member, field.name());
      case NESTED -> nested(text, field);
    };
  }

  private static String trimmed(String text) {
    return "nullif(trim(BOTH ' \t\r\n\f' FROM %s), '')".formatted(text);
  }

  /** The text where it is one of the field's codes. */
  static String code(String text, Field field) {
    return "CASE WHEN %s THEN %s END".formatted(isOneOf(text, new TreeSet<>(field.codes())), text);
  }

  /** The code that a text in capitals stands for. */
  static String canonicalCode(String code, Map<String, String> aliases) {
    String joined = "translate(%s, '- ', '__')".formatted(code);
    if (aliases.isEmpty()) {
      return joined;
    }
    String cases =
        aliases.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                alias ->
                    " WHEN %s THEN %s"
                        .formatted(literal(alias.getKey()), literal(alias.getValue())))
            .collect(Collectors.joining());
    return "CASE %s%s ELSE %1$s END".formatted(joined, cases);
  }

  private static String textWhere(String condition, Field field) {
    return "CASE WHEN _line_problem IS NULL AND array_contains(_names, %s) AND (%s) THEN %s END"
        .formatted(
            literal(field.name()),
            condition,
            trimmed("get_json_object(_content, %s)".formatted(literal("$." + field.name()))));
  }

  /**
   * Text in JSON is a string or, for identifiers, a whole number. Spark gives an object as its
   * JSON, a boolean as a word and a fraction by way of a double, so 1.50 would become another text:
   * none is accepted, unless it stands in quotes.
   */
  private static String plainText(String text) {
    return """
        CASE
          WHEN %1$s RLIKE '^([{\\\\[]|-?[0-9]+[.eE][0-9.eE+-]*$|(true|false)$|"?-?Infinity"?$)'
            AND NOT contains(_content, concat('"', trim(BOTH '"' FROM %1$s), '"'))
            AND NOT contains(_content, concat('"',
              replace(replace(%1$s, '\\\\', '\\\\\\\\'), '"', '\\\\"'), '"')) THEN NULL
          ELSE %1$s
        END"""
        .formatted(text);
  }

  private static String instant(String text, Zones zones) {
    String cast = "try_cast(%s AS TIMESTAMP)".formatted(text);
    String withSeconds =
        "try_cast(concat(substr(%1$s, 1, 16), ':00', substr(%1$s, 17)) AS TIMESTAMP)"
            .formatted(text);
    String zone = literal(zones.source().getId());
    return """
        CASE
          WHEN %1$s RLIKE '^%2$s%4$s%5$s$' THEN %6$s
          WHEN %1$s RLIKE '^%2$s(%4$s)?$' THEN to_utc_timestamp(%6$s, %8$s)
          WHEN %1$s RLIKE '^%2$s%3$s%5$s$' THEN %7$s
          WHEN %1$s RLIKE '^%2$s%3$s$' THEN to_utc_timestamp(%7$s, %8$s)
        END"""
        .formatted(text, DATE, MINUTES, SECONDS, OFFSET, cast, withSeconds, zone);
  }

  private static String decimal(String text, String member, String name) {
    String number = "coalesce(%s, try_cast(%s AS %s))".formatted(member, text, WIDE_DECIMAL);
    return """
        CASE
          WHEN %1$s IS NULL THEN %2$s
          WHEN NOT %1$s RLIKE '%3$s' THEN NULL
          WHEN %5$s THEN NULL
          WHEN %4$s = 0 AND %1$s RLIKE '^[^eE]*[1-9]' THEN NULL
          ELSE %4$s
        END"""
        .formatted(text, member, NUMBER, number, InexactNumbers.roundsAway(name));
  }

  /** The type in which JSON is parsed: its decimals are wide, so that none is rounded. */
  static String jsonType(Field field) {
    return switch (field.kind()) {
      case TEXT, CODE, WHOLE_NUMBER, INSTANT -> "STRING";
      case DECIMAL -> WIDE_DECIMAL;
      case NESTED -> DECIMAL_TYPE.matcher(field.type()).replaceAll(WIDE_DECIMAL);
    };
  }

  private static String nested(String text, Field field) {
    return """
        CASE
          WHEN %1$s IS NULL THEN %4$s
          WHEN %2$s AND NOT %1$s RLIKE %3$s AND NOT (%5$s) AND (%6$s) IS NOT TRUE THEN %4$s
        END"""
        .formatted(
            text,
            fits(field),
            literal(InexactNumbers.numberWithComma(field)),
            narrow(field),
            InexactNumbers.roundsAway(InexactNumbers.decimalMembers(field)),
            leavesNumberOut(text, field));
  }

  /** Whether a nested value says something for a number that was read as none. */
  private static String leavesNumberOut(String text, Field field) {
    String said =
        InexactNumbers.members(field)
            .map(name -> name + ": STRING")
            .collect(Collectors.joining(", "));
    String unread =
        InexactNumbers.members(field)
            .map(
                name ->
                    "nullif(trim(said.%1$s), '') IS NOT NULL AND had.%1$s IS NULL".formatted(name))
            .collect(Collectors.joining(" OR "));
    return "array_contains(zip_with(from_json(%s, 'ARRAY<STRUCT<%s>>'), %s, (said, had) -> %s), true)"
        .formatted(text, said, narrow(field), unread);
  }

  private static String lacksNumber(Field field) {
    return "exists(_record.%s, item -> %s)"
        .formatted(
            identifier(field.name()),
            InexactNumbers.members(field)
                .map(name -> "item." + name + " IS NULL")
                .collect(Collectors.joining(" OR ")));
  }

  /** Whether every number in a nested value fits its declared type exactly. */
  private static String fits(Field field) {
    return "CAST(%s AS %s) = _record.%s"
        .formatted(narrow(field), jsonType(field), identifier(field.name()));
  }

  private static String narrow(Field field) {
    return "try_cast(_record.%s AS %s)".formatted(identifier(field.name()), field.type());
  }
}
