package dev.lakehouse.medallion.benchmark;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What contestants must say the same of, as SQL that all their engines read. */
enum Question {
  /** The current orders, and what gold makes of them. */
  FIGURES(
      List.of(Contestant.values()),
      """
      SELECT 'orders' AS what, currency, CAST(count(*) AS BIGINT) AS orders,
        CAST(sum(amount) AS DECIMAL(28,4)) AS money
      FROM {orders} GROUP BY currency
      UNION ALL
      SELECT concat('revenue ', CAST(order_day AS STRING)), currency,
        CAST(sum(orders) AS BIGINT), CAST(sum(net) AS DECIMAL(28,4))
      FROM {daily_revenue} GROUP BY order_day, currency
      UNION ALL
      SELECT concat('customers ', CAST(order_day AS STRING)), currency,
        CAST(sum(customers) AS BIGINT), CAST(sum(gross) AS DECIMAL(28,4))
      FROM {daily_totals} GROUP BY order_day, currency
      UNION ALL
      SELECT concat('customers ', CAST(order_month AS STRING), ' and on'), currency,
        CAST(count(*) AS BIGINT), CAST(sum(net) AS DECIMAL(28,4))
      FROM {customer_months} GROUP BY order_month, currency
      UNION ALL
      SELECT concat('products ', CAST(order_day AS STRING)), currency,
        CAST(sum(orders) AS BIGINT), CAST(sum(revenue) AS DECIMAL(28,4))
      FROM {product_days} GROUP BY order_day, currency
      ORDER BY what, currency"""),

  /** The verdicts, of those who judge by all of the rules. */
  VERDICTS(
      List.of(Contestant.MEDALLION, Contestant.DUCKDB),
      """
      SELECT rule AS what, currency, CAST(sum(lines) AS BIGINT) AS orders,
        CAST(coalesce(sum(value_affected), 0) AS DECIMAL(28,4)) AS money
      FROM {data_quality_batches} GROUP BY rule, currency
      UNION ALL
      SELECT concat(channel, ' funnel ', CAST(order_day AS STRING)),
        concat(CAST(sum(processing) AS STRING), ' ', CAST(sum(shipped) AS STRING)),
        CAST(sum(delivered) AS BIGINT), CAST(coalesce(sum(median_hours_to_ship), 0) AS DECIMAL(28,4))
      FROM {order_funnel} GROUP BY channel, order_day
      ORDER BY what, currency""");

  private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)}");

  private final List<Contestant> asked;
  private final String statement;

  Question(List<Contestant> asked, String statement) {
    this.asked = asked;
    this.statement = statement;
  }

  /** Who can answer it. */
  List<Contestant> asked() {
    return asked;
  }

  /** The statement, with the names that a contestant's tables have. */
  String statement(UnaryOperator<String> table) {
    return TABLE.matcher(statement).replaceAll((MatchResult name) -> table.apply(name.group(1)));
  }
}
