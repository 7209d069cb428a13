package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.OrderFault.accepted;
import static dev.lakehouse.medallion.orders.sample.OrderFault.breach;
import static dev.lakehouse.medallion.orders.sample.OrderFault.malformed;
import static dev.lakehouse.medallion.orders.sample.OrderFault.rejected;

import java.util.List;
import java.util.stream.Stream;

/** Fields that are missing, and values that cannot be read as what their field holds. */
final class FieldFaults {

  /** Left out, null or empty. */
  private static final String MISSING =
      "CASE pmod(xxhash64(dice, 'missing'), 4)"
          + " WHEN 0 THEN 'null' WHEN 1 THEN '\"\"' WHEN 2 THEN '\" \"' END";

  private static final List<String> REQUIRED =
      List.of(
          "order_id",
          "customer_id",
          "order_date",
          "amount",
          "status",
          "channel",
          "country",
          "currency");

  private static final List<String> OPTIONAL =
      List.of("updated_at", "items", "shipped_at", "delivered_at", "refund_amount");

  private static final List<String> INSTANTS =
      List.of("order_date", "updated_at", "shipped_at", "delivered_at");

  private static final List<String> AMOUNTS = List.of("amount", "refund_amount");

  static final List<OrderFault> ALL =
      Stream.of(
              REQUIRED.stream().map(field -> breach(field + "_missing").with(field, MISSING)),
              OPTIONAL.stream().map(field -> accepted(field + "_left_out").with(field, MISSING)),
              Stream.of(threeFieldsAtOnce()),
              identifiers(),
              INSTANTS.stream().flatMap(FieldFaults::instant),
              AMOUNTS.stream().flatMap(FieldFaults::amount))
          .flatMap(faults -> faults)
          .toList();

  private FieldFaults() {}

  private static OrderFault threeFieldsAtOnce() {
    return rejected("three_fields_at_once", "amount_malformed", "country_missing", "status_unknown")
        .json("amount", "\"free\"")
        .json("status", "\"lost\"")
        .without("country");
  }

  private static Stream<OrderFault> identifiers() {
    return Stream.of(
        malformed("order_id", "an_object", "{\"id\":\"ORD-1\"}"),
        malformed("order_id", "an_array", "[\"ORD-1\"]"),
        malformed("order_id", "a_fraction", "1.50"),
        malformed("order_id", "an_exponent", "15e1"),
        malformed("order_id", "a_boolean", "true"),
        malformed("customer_id", "a_word", "\"x1\""),
        malformed("customer_id", "a_fraction", "1.5"),
        malformed("customer_id", "an_exponent", "1e3"),
        malformed("customer_id", "out_of_range", "99999999999999999999"),
        malformed("customer_id", "an_object", "{\"id\":1}"),
        malformed("customer_id", "an_array", "[1]"),
        malformed("customer_id", "a_boolean", "true"),
        malformed("customer_id", "hexadecimal", "\"0x1F\""),
        malformed("customer_id", "with_comma", "\"1,000\""),
        malformed("customer_id", "in_other_digits", "\"١٢٣\""));
  }

  private static Stream<OrderFault> instant(String field) {
    return Stream.of(
        malformed(field, "a_word", "\"yesterday\""),
        malformed(field, "an_impossible_day", "\"2023-02-30T10:15:00Z\""),
        malformed(field, "an_impossible_month", "\"2024-13-05T00:00:00Z\""),
        malformed(field, "an_impossible_hour", "\"2024-03-05T25:00:00Z\""),
        malformed(field, "an_impossible_offset", "\"2024-03-05T10:00:00+25:00\""),
        malformed(field, "a_number", "1735689600"),
        malformed(field, "a_number_in_text", "\"1735689600\""),
        malformed(field, "day_first", "\"01.03.2025\""),
        malformed(field, "an_object", "{\"day\":\"2025-03-01\"}"),
        malformed(field, "an_array", "[\"2025-03-01\"]"),
        malformed(field, "a_boolean", "true"));
  }

  private static Stream<OrderFault> amount(String field) {
    return Stream.of(
        malformed(field, "a_word", "\"abc\""),
        malformed(field, "with_comma", "\"12,50\""),
        malformed(field, "with_thousands", "\"1,234.00\""),
        malformed(field, "with_space", "\"1 234.00\""),
        malformed(field, "with_unit", "\"12.50 EUR\""),
        malformed(field, "with_suffix", "\"12.50d\""),
        malformed(field, "with_two_signs", "\"--5\""),
        malformed(field, "hexadecimal", "\"0x10\""),
        malformed(field, "not_a_number", "\"NaN\""),
        malformed(field, "infinite", "\"Infinity\""),
        malformed(field, "out_of_range", "1e30"),
        malformed(field, "far_out_of_range", "1e400"),
        malformed(field, "of_30_digits", "123456789012345678901234567890"),
        malformed(field, "of_30_digits_in_text", "\"123456789012345678901234567890\""),
        malformed(field, "too_small_to_tell", "1e-30"),
        malformed(field, "of_30_decimals", "10.000000000000000000000000000001"),
        malformed(field, "of_30_decimals_in_text", "\"10.000000000000000000000000000001\""),
        malformed(field, "an_object", "{\"value\":[{\"deep\":[null,{}]}]}"),
        malformed(field, "an_array", "[12.50]"),
        malformed(field, "a_boolean", "true"));
  }
}
