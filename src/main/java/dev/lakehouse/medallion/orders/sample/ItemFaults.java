package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.OrderFault.accepted;
import static dev.lakehouse.medallion.orders.sample.OrderFault.malformed;
import static dev.lakehouse.medallion.orders.sample.OrderFault.rejected;

import java.util.List;

/** Items that cannot be read, lack a part, or hold what no item can. */
final class ItemFaults {

  static final List<OrderFault> ALL =
      List.of(
          malformed("items", "a_word", "\"none\""),
          malformed("items", "a_number", "3"),
          malformed("items", "a_boolean", "true"),
          malformed("items", "an_object", "{\"sku\":\"ELE-01\"}"),
          malformed("items", "of_numbers", "[5,6]"),
          malformed("items", "of_words", "[\"ELE-01\"]"),
          malformed("items", "nested_garbage", "[[[{\"a\":[{}]}]],{\"b\":[[]]}]"),
          malformed("items", "quantity_with_comma", item("\"1,5\"", "1")),
          malformed("items", "quantity_a_word", item("\"two\"", "1")),
          malformed("items", "quantity_an_object", item("{}", "1")),
          malformed("items", "quantity_out_of_range", item("1e30", "1")),
          malformed("items", "price_of_30_decimals", item("1", "1.000000000000000000000000000001")),
          malformed(
              "items",
              "discount_a_word",
              "[{\"sku\":\"ELE-01\",\"quantity\":1,\"unit_price\":1,\"discount\":\"lots\"}]"),
          malformed("items", "price_not_a_number", item("1", "\"NaN\"")),
          malformed("items", "price_far_out_of_range", item("1", "1e400")),
          malformed("items", "price_too_precise", item("1", "1.00005")),
          incomplete("without_sku", "replace(items, '\"sku\":', '\"ean\":')"),
          incomplete(
              "with_blank_sku", "regexp_replace(items, '\"sku\":\"[^\"]*\"', '\"sku\":\" \"')"),
          incomplete("without_quantity", "replace(items, '\"quantity\":', '\"count\":')"),
          incomplete("without_price", "replace(items, '\"unit_price\":', '\"price\":')"),
          incomplete("null", "concat(left(items, length(items) - 1), ',null]')"),
          outOfRange("quantity_negative", "replace(items, '\"quantity\":', '\"quantity\":-')"),
          outOfRange(
              "quantity_zero", "regexp_replace(items, '\"quantity\":[0-9]+', '\"quantity\":0')"),
          outOfRange(
              "price_negative", "regexp_replace(items, '\"unit_price\": *', '\"unit_price\":-')"),
          outOfRange(
              "discount_negative",
              "regexp_replace(items, '\"discount\": *[0-9.]+', '\"discount\":-1')"),
          outOfRange(
              "value_beyond_measure",
              "regexp_replace(items, '\"quantity\":[0-9]+', '\"quantity\":99999999999999')"),
          accepted("item_numbers_in_text")
              .with(
                  "items",
                  "regexp_replace(items, '(quantity|price|discount)\": *([0-9.]+)', '$1\":\"$2\"')"),
          accepted("item_with_unknown_field")
              .with("items", "replace(items, '\"sku\":', '\"gift\":{\"to\":[1]},\"sku\":')"));

  private ItemFaults() {}

  private static String item(String quantity, String price) {
    return "[{\"sku\":\"ELE-01\",\"quantity\":%s,\"unit_price\":%s}]".formatted(quantity, price);
  }

  private static OrderFault incomplete(String what, String items) {
    return rejected("item_" + what, "item_incomplete").with("items", items);
  }

  /** Such items do not add up to the amount either. */
  private static OrderFault outOfRange(String what, String items) {
    return rejected("item_" + what, "item_out_of_range")
        .with("items", items)
        .alsoWarned("items_do_not_add_up");
  }
}
