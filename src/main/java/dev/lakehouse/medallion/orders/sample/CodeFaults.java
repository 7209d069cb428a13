package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.OrderFault.accepted;
import static dev.lakehouse.medallion.orders.sample.OrderFault.breach;
import static dev.lakehouse.medallion.orders.sample.OrderFault.unknown;

import java.util.List;
import java.util.stream.Stream;

/** Codes that do not exist, and codes in unusual spelling. */
final class CodeFaults {

  static final List<OrderFault> ALL =
      Stream.of(
              Stream.of("status", "channel", "country", "currency").flatMap(CodeFaults::anyCode),
              particular(),
              spellings())
          .flatMap(faults -> faults)
          .toList();

  private CodeFaults() {}

  private static Stream<OrderFault> anyCode(String field) {
    return Stream.of(
        breach(field + "_unknown").json(field, "\"ZZZ\""),
        unknown(field, "a_number", "5"),
        unknown(field, "a_boolean", "false"),
        unknown(field, "the_word_null", "\"null\""),
        unknown(field, "an_object", "{\"code\":\"WEB\"}"),
        unknown(field, "an_array", "[\"DE\"]"));
  }

  /** Letters that become two, or Latin ones, in capitals are none of the codes' letters. */
  private static Stream<OrderFault> particular() {
    return Stream.of(
        unknown("status", "with_long_s", "\"ſhipped\""),
        unknown("status", "with_dotless_i", "\"shıpped\""),
        unknown("channel", "with_fullwidth_letters", "\"ｗｅｂ\""),
        unknown("country", "a_name", "\"Atlantis\""),
        unknown("country", "of_three_letters", "\"DEU\""),
        unknown("country", "a_ligature", "\"ﬁ\""),
        unknown("country", "a_sharp_s", "\"ß\""),
        unknown("country", "two_of_them", "\"DE,FR\""),
        unknown("currency", "a_symbol", "\"€\""),
        unknown("currency", "a_metal", "\"XAU\""));
  }

  /** The amounts are plain ones that every currency used here can have. */
  private static Stream<OrderFault> spellings() {
    return Stream.of(
        accepted("status_in_american").json("status", "\"Canceled\""),
        accepted("status_in_capitals").json("status", "\" PROCESSING \""),
        accepted("channel_with_hyphen").json("channel", "\"In-Store\""),
        accepted("channel_with_space").json("channel", "\"in store\""),
        accepted("country_in_small_letters").with("country", "lower(country)"),
        accepted("currency_in_small_letters").with("currency", "lower(currency)"),
        accepted("country_uk")
            .json("country", "\"uk\"")
            .json("currency", "\"GBP\"")
            .json("amount", "7.50")
            .without("items"));
  }
}
