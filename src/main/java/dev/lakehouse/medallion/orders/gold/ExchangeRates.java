package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.ReferenceTable;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import java.util.List;

/** {@code ref.exchange_rates}: the dated rates into the reporting currency. */
public final class ExchangeRates {

  static final TableName NAME = new TableName(Layer.REF, "exchange_rates");

  /**
   * Joins rates to rows aliased {@code source} that have {@code order_day} and {@code currency}. It
   * adds {@code reporting.reporting_currency STRING}, NULL while there are no rates, and what
   * {@link #RATE} needs.
   */
  static final String JOIN =
      """
      LEFT JOIN {%1$s} AS rates
        ON rates.rate_day = source.order_day AND rates.currency = source.currency
      CROSS JOIN (SELECT max(reporting_currency) AS reporting_currency FROM {%1$s}) AS reporting"""
          .formatted(NAME);

  /** SQL for the rate of a row; the reporting currency in itself is 1, and no other ever is. */
  static final String RATE =
      "CASE WHEN source.currency = reporting.reporting_currency THEN CAST(1 AS DECIMAL(18,8))"
          + " ELSE rates.rate END";

  static final ColumnDefinition REPORTING_CURRENCY =
      new ColumnDefinition(
          "reporting_currency", "STRING", "The currency that the rates lead to; NULL without any");

  /** The table, with what a file of rates has to obey. */
  public static final ReferenceTable TABLE =
      new ReferenceTable(
          new TableDefinition(
              NAME,
              "What one unit of a currency was worth in the reporting currency, day by day",
              List.of(
                  new ColumnDefinition("rate_day", "DATE", "The business day that it holds for"),
                  new ColumnDefinition("currency", "STRING", "The currency, ISO 4217"),
                  new ColumnDefinition(
                      "reporting_currency", "STRING", "The currency reported in, ISO 4217"),
                  new ColumnDefinition(
                      "rate", "DECIMAL(18,8)", "Units of the reporting currency for one unit")),
              List.of("rate_day", "currency"),
              ChangeFeed.OFF),
          List.of("rate_day", "currency"),
          List.of(
              Rule.reject("rate_not_positive", "rate IS NULL OR rate <= 0"),
              Rule.reject("currency_malformed", "NOT currency RLIKE '^[A-Z]{3}$'"),
              Rule.reject(
                  "reporting_currency_malformed",
                  "reporting_currency IS NULL OR NOT reporting_currency RLIKE '^[A-Z]{3}$'"),
              Rule.reject(
                  "several_reporting_currencies",
                  "reporting_currency <> min(reporting_currency) OVER ()")));

  private ExchangeRates() {}

  /**
   * SQL for an amount in the reporting currency; NULL where there is no rate. The rate's whole part
   * by itself, for the product of both would be too wide for Spark to keep its twelve decimals.
   */
  static String converted(String amount) {
    return """
        CAST(round(%1$s * CAST((%2$s) %% 1 AS DECIMAL(8,8)), 4)
          + %1$s * CAST(floor(%2$s) AS DECIMAL(10,0)) AS %3$s)"""
        .formatted(amount, RATE, Measures.MONEY);
  }
}
