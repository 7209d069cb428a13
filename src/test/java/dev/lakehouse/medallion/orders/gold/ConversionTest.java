package dev.lakehouse.medallion.orders.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.TestSession;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Amounts at a rate, in the types that the gold tables have. */
class ConversionTest {

  @Test
  void convertedAmountIsRoundedOnce() {
    assertThat(
            converted(
                "(1, 0.12344996), (1, 123.12344996), (-1, 0.12344996), (10.01, 0.5),"
                    + " (99999999999999.9999, 1)"))
        .containsExactly("0.1234", "123.1234", "-0.1234", "5.0050", "99999999999999.9999");
  }

  @Test
  void amountWithoutARateIsUnknown() {
    assertThat(converted("(1, NULL)")).containsExactly("null");
  }

  private static List<String> converted(String amountsAndRates) {
    return TestSession.spark()
        .sql(
            """
            WITH given AS (
              SELECT CAST(amount AS DECIMAL(28,4)) AS net, CAST(rate AS DECIMAL(18,8)) AS rate,
                'EUR' AS currency
              FROM VALUES %s AS given(amount, rate))
            SELECT %s AS converted FROM given AS source JOIN given AS rates
              ON rates.net = source.net AND rates.rate <=> source.rate
            CROSS JOIN (SELECT 'USD' AS reporting_currency) AS reporting"""
                .formatted(amountsAndRates, ExchangeRates.converted("source.net")))
        .collectAsList()
        .stream()
        .map((Row row) -> String.valueOf(row.get(0)))
        .toList();
  }
}
