package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Field;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions that find the numbers in a line which Spark would read as something else. */
final class InexactNumbers {

  private static final String COLON = "\"[ \t]*:[ \t]*";
  private static final Pattern DECIMAL_MEMBER = Pattern.compile("(\\w+): DECIMAL");

  private InexactNumbers() {}

  /**
   * Spark reads a DECIMAL from a JSON number exactly. From a JSON string it takes "1,50" for 150,
   * and an exponent may round to nothing: lines with such a field are looked at again as text. Each
   * pattern begins with a literal, which makes the search cheap, and errs towards a second look.
   */
  static String mayMislead(List<Field> fields) {
    List<String> names = fields.stream().flatMap(InexactNumbers::decimals).distinct().toList();
    // What finds "amount" finds "refund_amount" too.
    Stream<String> ends =
        names.stream()
            .filter(
                name ->
                    names.stream().noneMatch(other -> name.endsWith(other) && !name.equals(other)));
    Stream<String> looks =
        ends.map(
            name ->
                "_content RLIKE "
                    + literal(name + COLON + "(\"|-?[0-9.]+[eE]|-?[0-9]+[.][0-9]{25})"));
    return Stream.concat(looks, Stream.of("contains(_content, %s)".formatted(literal("\\u"))))
        .collect(Collectors.joining(" OR "));
  }

  private static Stream<String> decimals(Field field) {
    return switch (field.kind()) {
      case DECIMAL -> Stream.of(field.name());
      case NESTED -> members(field);
      case TEXT, CODE, WHOLE_NUMBER, INSTANT -> Stream.empty();
    };
  }

  /**
   * Whether a number has digits that {@link Reading#WIDE_DECIMAL} would round away: decimals beyond
   * its own, or an exponent that moves digits there.
   */
  static String roundsAway(String names) {
    return "_content RLIKE "
        + literal(
            "\"("
                + names
                + ")"
                + COLON
                + "\"?[ \t]*[+-]?("
                + "[0-9]*[.][0-9]{24}[0-9]*[1-9]"
                + "|[0-9.]{20,}[eE]"
                + "|[0-9.]*[1-9][0-9.]*[eE]-0*[1-9][0-9])");
  }

  /** A pattern over JSON without white space, as {@code get_json_object} gives it. */
  static String numberWithComma(Field field) {
    return "\"(" + decimalMembers(field) + ")\":\"[^\"]*,";
  }

  /** The names of a nested field's decimals, as a pattern. */
  static String decimalMembers(Field field) {
    return members(field).collect(Collectors.joining("|"));
  }

  /** The names of a nested field's decimals. */
  static Stream<String> members(Field field) {
    return DECIMAL_MEMBER.matcher(field.type()).results().map(match -> match.group(1));
  }
}
