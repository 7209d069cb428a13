package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates that a person loads, and the amounts they lead to. */
class ReportingCurrencyTest {

  private static final String RATES =
      """
      rate_day,currency,reporting_currency,rate
      2025-03-01,USD,EUR,0.9
      2025-03-01,JPY,EUR,0.00625
      2025-03-02,JPY,EUR,0.007
      """;

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void takeInOrdersOfThreeCurrencies() {
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    lakehouse.land(
        "orders.json",
        OrderLine.of("E").with("amount", 100).json(),
        OrderLine.of("U").with("amount", "10.01").with("currency", "USD").json(),
        OrderLine.of("J").with("amount", 333).with("currency", "JPY").json(),
        OrderLine.of("C").with("amount", 50).with("status", "cancelled").json(),
        OrderLine.of("U2")
            .with("order_date", "2025-03-02T10:00:00Z")
            .with("currency", "USD")
            .json(),
        OrderLine.of("J2")
            .with("order_date", "2025-03-02T10:00:00Z")
            .with("amount", 1000)
            .with("refund_amount", 400)
            .with("currency", "JPY")
            .json());
    lakehouse.run();
  }

  @BeforeEach
  void loadTheRates() throws IOException {
    load(RATES);
  }

  @Test
  void amountsAreConvertedAtTheRateOfTheirDay() {
    assertThat(
            lakehouse.rows(
                """
                SELECT order_id, reporting_currency, rate, gross_amount_reporting,
                  net_amount_reporting
                FROM {gold.fact_orders} ORDER BY order_id"""))
        .containsExactly(
            "C|EUR|1.00000000|0.0000|0.0000",
            "E|EUR|1.00000000|100.0000|100.0000",
            "J|EUR|0.00625000|2.0813|2.0813",
            "J2|EUR|0.00700000|7.0000|4.2000",
            "U|EUR|0.90000000|9.0090|9.0090",
            "U2|EUR|null|null|null");
    assertThat(
            lakehouse.rows(
                """
                SELECT order_day, currency, orders_without_rate, orders, gross_reporting,
                  cancelled_reporting, refunded_reporting, net_reporting,
                  average_order_value_reporting
                FROM {gold.daily_revenue_reporting} ORDER BY 1, 2"""))
        .containsExactly(
            "2025-03-01|EUR|0|1|100.0000|50.0000|0.0000|100.0000|100.0000",
            "2025-03-01|JPY|0|1|2.0813|0.0000|0.0000|2.0813|2.0813",
            "2025-03-01|USD|0|1|9.0090|0.0000|0.0000|9.0090|9.0090",
            "2025-03-02|JPY|0|1|7.0000|0.0000|2.8000|4.2000|4.2000",
            "2025-03-02|USD|1|1|null|null|null|null|null");
  }

  @Test
  void dayWithAMissingRateIsUnknownAndCounted() {
    assertThat(
            lakehouse.rows(
                """
                SELECT order_day, reporting_currency, orders_without_rate, orders, gross_reporting,
                  net_reporting, average_order_value_reporting
                FROM {gold.daily_kpi_reporting} ORDER BY 1"""))
        .containsExactly(
            "2025-03-01|EUR|0|3|111.0903|111.0903|37.0301", "2025-03-02|EUR|1|2|null|null|null");
  }

  @Test
  void withoutRatesEveryAmountIsUnknown() throws IOException {
    load("rate_day,currency,reporting_currency,rate\n");
    assertThat(
            lakehouse.rows(
                """
                SELECT DISTINCT reporting_currency, rate, net_amount_reporting
                FROM {gold.fact_orders}"""))
        .containsExactly("null|null|null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2025-03-01,USD,EUR,0                           | rate_not_positive
          2025-03-01,USD,EUR,                            | rate_not_positive
          2025-03-01,USD,EUR,cheap                       | rate_malformed
          yesterday,USD,EUR,1.5                          | rate_day_malformed
          ,USD,EUR,1.5                                   | rate_day_missing
          2025-03-01,usd,EUR,1.5                         | currency_malformed
          2025-03-01,USD,EUR,1.5+2025-03-01,USD,EUR,1.6  | key_repeated
          2025-03-01,USD,EUR,1.5+2025-03-02,USD,CHF,1.6  | several_reporting_currencies
          """)
  void faultyFileIsRefusedWhole(String rows, String fault) {
    String file =
        "rate_day,currency,reporting_currency,rate\n2025-01-01,GBP,EUR,1\n"
            + rows.replace('+', '\n');
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(fault)
        .hasMessageContaining("Remedy");
    assertThat(lakehouse.value("SELECT count(*) FROM {ref.exchange_rates}")).isEqualTo(3L);
  }

  @Test
  void fileThatIsNotThereOrHasOtherColumnsIsRefused() {
    assertThatThrownBy(() -> load("day,rate\n2025-01-01,1\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no column rate_day, currency, reporting_currency");
    assertThatThrownBy(() -> lakehouse.pipeline().load("ref.exchange_rates", "no/such/file.csv"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> lakehouse.pipeline().load("gold.daily_revenue", "rates.csv"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no reference table gold.daily_revenue");
  }

  private static void load(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("rates.csv"), content);
    lakehouse.pipeline().load("ref.exchange_rates", file.toString());
  }
}
