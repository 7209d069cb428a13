package dev.lakehouse.medallion.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.orders.Orders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines are about a customer, and which ids there can be. */
class SubjectTest {

  private static final String EVENT =
      """
      SELECT CAST(:typed AS BIGINT) AS customer_id, :outcome AS _outcome,
        array(:reason) AS _rejections, :line AS _raw_line""";

  /** The value that was read, why the line was rejected if it was, and the line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          true  | 1    | ``                      | {"customer_id":1}
          false | 10   | ``                      | {"customer_id":10}
          true  | 1    | amount_negative         | {"customer_id":1,"amount":-1}
          false | 10   | amount_negative         | {"customer_id":10,"note":"customer_id: 1"}
          true  | null | customer_id_malformed   | {"customer_id":1.0}
          true  | null | customer_id_malformed   | {"customer_id":"01.00"}
          false | null | customer_id_malformed   | {"customer_id":"1a","of":{"customer_id":1}}
          false | null | customer_id_malformed   | {"customer_id":1.5}
          false | null | customer_id_malformed   | {"customer_id":-1.0}
          true  | null | customer_id_missing     | {"of":{"customer_id":1}}
          false | null | customer_id_missing     | {"of":{"old_customer_id":1,"customer_ids":1}}
          true  | null | json_malformed          | {"order_id":"A","customer_id":1
          true  | null | json_malformed          | {"customer_id" :  "1", "amount": }
          true  | null | json_malformed          | {'customer_id': '1'}
          true  | null | json_malformed          | customer_id=1;amount=3
          false | null | json_malformed          | {"customer_id":10,
          false | null | json_malformed          | {"customer_id":"10",
          false | null | json_malformed          | {"customer_id":21,
          false | null | json_malformed          | {"customer_id":1.5,
          false | null | json_malformed          | {"customer_id":1,234
          false | null | json_malformed          | {"customer_id":"1-2",
          false | null | json_malformed          | {"customer_id":
          true  | null | json_not_object         | "{\\"customer_id\\":\\"1\\"}"
          true  | 2    | field_repeated          | {"customer_id":2,"customer_id":1}
          true  | 2    | json_malformed          | {"customer_id":2}{"customer_id":1}
          """)
  void linesAreOfACustomerByWhatWasReadOrElseByTheirText(
      boolean expected, String typed, String reason, String line) {
    assertThat(isOfOne(typed, reason, line)).isEqualTo(expected);
  }

  /** As the bytes of UTF-16 come out of a reader of UTF-8. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "10"})
  void lineInAnotherEncodingIsReadByItsCharacters(String customer) {
    String line = "{\"customer_id\":%s}".formatted(customer).replaceAll("(.)", "$1\u0000");
    assertThat(isOfOne(null, "line_encoding_broken", line)).isEqualTo(customer.equals("1"));
  }

  private static boolean isOfOne(String typed, String reason, String line) {
    Map<String, Object> values = new HashMap<>();
    values.put("typed", typed);
    values.put("outcome", reason.isEmpty() ? "accepted" : "rejected");
    values.put("reason", reason);
    values.put("line", reason.isEmpty() ? null : line);
    return !TestSession.spark().sql(EVENT, values).where(one().isOf()).isEmpty();
  }

  private static Subject one() {
    return Subject.of(List.of(Orders.FEED), " 01 ").get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "1.0", "1e3", "x", "1 OR true", "9223372036854775808", "１"})
  void whatIsNoIdIsRefused(String text) {
    assertThatThrownBy(() -> Subject.of(List.of(Orders.FEED), text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'" + text + "' is no customer_id.")
        .hasMessageContaining("a whole number above 0");
  }
}
