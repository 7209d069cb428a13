package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All faults, and the SQL that draws and applies them. */
final class OrderFaults {

  static final List<OrderFault> ALL =
      Stream.of(
              FieldFaults.ALL,
              CodeFaults.ALL,
              RuleFaults.ALL,
              ItemFaults.ALL,
              LineFaults.ALL,
              EncodingFaults.ALL,
              OddTexts.ALL)
          .flatMap(Collection::stream)
          .toList();

  private OrderFaults() {}

  /** SQL for the label of an order's fault: NULL below {@code sound}, then each in turn. */
  static String drawn(long sound) {
    String labels =
        ALL.stream().map(fault -> literal(fault.label())).collect(Collectors.joining(", "));
    return """
    CASE WHEN number >= %1$d
      THEN element_at(array(%2$s), CAST(1 + pmod(number - %1$d, %3$d) AS INT)) END
    """
        .formatted(sound, labels, ALL.size());
  }

  /** SQL for a field's text, or the line's, changed as the row's {@code fault} demands. */
  static String applied(String field) {
    return chosen(field, OrderFault::changes, field);
  }

  /** SQL for the text that a field stands for: its JSON text without quotes and outer spaces. */
  static String meant(String field) {
    String plain = "trim(BOTH '\" ' FROM %s)".formatted(applied(field));
    return chosen(field, OrderFault::meanings, plain);
  }

  /** SQL for {@code fault STRING, verdict STRING, rejections, warnings ARRAY<STRING>}. */
  static String expectations() {
    return ALL.stream()
        .map(
            fault ->
                "(%s, %s, %s, %s)"
                    .formatted(
                        literal(fault.label()),
                        literal(fault.expected().outcome()),
                        array(fault.expected().rejections()),
                        array(fault.expected().warnings())))
        .collect(
            Collectors.joining(
                ", ",
                "SELECT * FROM VALUES ",
                " AS expectations(fault, verdict, rejections, warnings)"));
  }

  /** SQL for an array of texts, one of no texts included. */
  static String array(List<String> texts) {
    return texts.stream()
        .map(text -> literal(text))
        .collect(Collectors.joining(", ", "CAST(array(", ") AS ARRAY<STRING>)"));
  }

  private static String chosen(
      String field, Function<OrderFault, Map<String, String>> texts, String otherwise) {
    List<String> cases =
        ALL.stream()
            .filter(fault -> texts.apply(fault).containsKey(field))
            .map(
                fault ->
                    "WHEN %s THEN %s"
                        .formatted(literal(fault.label()), texts.apply(fault).get(field)))
            .toList();
    return cases.isEmpty()
        ? otherwise
        : "CASE fault %s ELSE %s END".formatted(String.join(" ", cases), otherwise);
  }
}
