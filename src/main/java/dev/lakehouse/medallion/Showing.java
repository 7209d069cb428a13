package dev.lakehouse.medallion;

import java.util.function.UnaryOperator;

/** What is shown of a lakehouse after a run. */
enum Showing {
  DAILY_REVENUE(
      "gold.daily_revenue, newest days first",
      "SELECT * FROM %s ORDER BY order_day DESC, currency, country, channel, status LIMIT 20",
      "gold.daily_revenue"),
  CUSTOMER_SUMMARY(
      "gold.customer_summary, most orders first",
      "SELECT * FROM %s ORDER BY orders DESC, customer_id, currency LIMIT 20",
      "gold.customer_summary"),
  PRODUCT_PERFORMANCE(
      "gold.product_performance, most units first",
      "SELECT * FROM %s ORDER BY units DESC, sku, currency LIMIT 20",
      "gold.product_performance"),
  QUARANTINE(
      "silver.orders_quarantine, by reason",
      """
      SELECT reason, count(*) AS lines,
        min(CASE WHEN length(raw_line) <= 58 THEN raw_line
          ELSE concat(substr(raw_line, 1, 57), '…') END) AS example
      FROM %s LATERAL VIEW explode(reasons) AS reason
      GROUP BY reason ORDER BY lines DESC, reason LIMIT 50""",
      "silver.orders_quarantine");

  private final String title;
  private final String statement;
  private final String table;

  Showing(String title, String statement, String table) {
    this.title = title;
    this.statement = statement;
    this.table = table;
  }

  String title() {
    return title;
  }

  String table() {
    return table;
  }

  String statement(UnaryOperator<String> qualified) {
    return statement.formatted(qualified.apply(table));
  }
}
