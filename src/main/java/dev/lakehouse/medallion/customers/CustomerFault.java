package dev.lakehouse.medallion.customers;

import static dev.lakehouse.medallion.contract.SqlText.literal;
import static dev.lakehouse.medallion.contract.SqlText.literals;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A fault that a generated line carries, and what must come of the line.
 *
 * @param field the field that it changes, or {@code line}
 * @param change SQL for the JSON text of that field, or for the line made from all of them; NULL
 *     leaves the field out
 * @param verdict accepted, rejected or blank
 */
record CustomerFault(
    String label,
    String field,
    String change,
    String verdict,
    List<String> rejections,
    List<String> warnings) {

  private static final String OPENED = "left(line, length(line) - 1)";

  static final List<CustomerFault> ALL =
      List.of(
          rejected("id_missing", "id", "NULL"),
          rejected("id_malformed", "id", "'\"x1\"'"),
          rejected("customer_id_not_positive", "id", "'0'"),
          rejected("name_missing", "name", "'\" \"'"),
          rejected("name_malformed", "name", "'[\"Ada\"]'"),
          rejected("email_missing", "email", "'null'"),
          rejected("email_malformed", "email", "'{\"at\":\"example.com\"}'"),
          rejected("email_not_an_address", "email", "'\"nobody at example.com\"'"),
          rejected("country_missing", "country", "'\"\"'"),
          rejected("country_unknown", "country", "'\"ZZ\"'"),
          rejected("signed_up_at_missing", "signed_up_at", "NULL"),
          rejected("signed_up_at_malformed", "signed_up_at", "'\"yesterday\"'"),
          rejected("signed_up_in_future", "signed_up_at", "'\"2190-01-01T00:00:00Z\"'"),
          rejected("updated_at_malformed", "updated_at", "'\"soon\"'"),
          warned("signed_up_before_2000", "signed_up_at", "'\"1999-05-01\"'"),
          warned("updated_before_signed_up", "updated_at", "'\"2000-01-01T00:00:00Z\"'"),
          rejected("json_malformed", "line", OPENED),
          rejected("json_not_object", "line", "concat('[', line, ']')"),
          rejected("field_repeated", "line", "concat(" + OPENED + ", ',\"name\":\"Eve\"}')"),
          new CustomerFault(
              "field_unknown",
              "line",
              "concat(" + OPENED + ", ',\"newsletter\":true}')",
              "accepted",
              List.of(),
              List.of()),
          new CustomerFault("line_blank", "line", "''", "blank", List.of(), List.of()));

  /** A fault that bears the name of its only reason. */
  private static CustomerFault rejected(String reason, String field, String change) {
    return new CustomerFault(reason, field, change, "rejected", List.of(reason), List.of());
  }

  private static CustomerFault warned(String rule, String field, String change) {
    return new CustomerFault(rule, field, change, "accepted", List.of(), List.of(rule));
  }

  /** SQL for a text of a line that may carry a fault: {@code sound} unless a fault changes it. */
  static String applied(String field, String sound) {
    String cases =
        ALL.stream()
            .filter(fault -> fault.field().equals(field))
            .map(fault -> "WHEN %s THEN %s".formatted(literal(fault.label()), fault.change()))
            .collect(Collectors.joining(" "));
    return cases.isEmpty() ? sound : "CASE fault %s ELSE %s END".formatted(cases, sound);
  }

  /** SQL for the label that a place in the list has. */
  static String labelAt(String place) {
    return "element_at(array(%s), CAST(%s AS INT))"
        .formatted(literals(ALL.stream().map(CustomerFault::label).toList()), place);
  }

  /**
   * SQL for a table of {@code fault STRING}, {@code verdict STRING}, {@code rejections} and {@code
   * warnings ARRAY<STRING>}.
   */
  static String expectations() {
    return ALL.stream()
        .map(
            fault ->
                "(%s, %s, %s, %s)"
                    .formatted(
                        literal(fault.label()),
                        literal(fault.verdict()),
                        names(fault.rejections()),
                        names(fault.warnings())))
        .collect(
            Collectors.joining(
                ", ", "SELECT * FROM VALUES ", " AS faults(fault, verdict, rejections, warnings)"));
  }

  private static String names(List<String> names) {
    return "CAST(array(%s) AS ARRAY<STRING>)".formatted(literals(names));
  }
}
