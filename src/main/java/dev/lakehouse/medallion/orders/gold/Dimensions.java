package dev.lakehouse.medallion.orders.gold;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.orders.Orders;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the keys of the gold tables stand for. */
final class Dimensions {

  /** Who arrives later than this brings history, and says nothing about how long to wait. */
  private static final int LONGEST_WAIT_DAYS = 28;

  /** The share of orders that has to have come for a day to count as complete. */
  private static final String ENOUGH = "0.99";

  private static final Map<String, String> STATUSES =
      Map.of(
          "PROCESSING", "Processing",
          "SHIPPED", "Shipped",
          "DELIVERED", "Delivered",
          "CANCELLED", "Cancelled",
          "REFUNDED", "Refunded");

  private static final Map<String, String> CHANNELS =
      Map.of(
          "WEB", "Web shop",
          "MOBILE", "Mobile app",
          "IN_STORE", "In store",
          "MARKETPLACE", "Marketplace");

  private Dimensions() {}

  static List<ViewDefinition> views() {
    return List.of(
        dates(),
        codes("status", "What an order's status stands for", STATUSES::get),
        codes("channel", "How an order can be made", CHANNELS::get),
        codes(
            "country",
            "The countries of ISO 3166-1, named in English",
            code -> new Locale("", code).getDisplayCountry(Locale.ENGLISH)),
        codes(
            "currency",
            "The currencies of ISO 4217, named in English",
            code -> Currency.getInstance(code).getDisplayName(Locale.ENGLISH)));
  }

  /**
   * Every day from the first order to the last; of the days before 2000, which are mostly mistakes,
   * only those that have an order. A day is complete when as much time has passed after it as 99 in
   * 100 orders take that arrive within 28 days; where none does, when 28 days have passed.
   */
  private static ViewDefinition dates() {
    return new ViewDefinition(
        Keys.gold("dim_date"),
        "Every day of the data: its place in the calendar, and whether its figures can be trusted",
        List.of(
            new ColumnDefinition("order_day", "DATE", "The day"),
            new ColumnDefinition("year", "INT", "The calendar year"),
            new ColumnDefinition("quarter", "INT", "The quarter, 1 to 4"),
            new ColumnDefinition("month", "INT", "The month, 1 to 12"),
            new ColumnDefinition("month_start", "DATE", "The first day of the month"),
            new ColumnDefinition(
                "iso_year", "INT", "The year of the ISO 8601 week, which may differ from year"),
            new ColumnDefinition("iso_week", "INT", "The ISO 8601 week, 1 to 53"),
            new ColumnDefinition("weekday", "INT", "The ISO 8601 weekday: 1 Monday to 7 Sunday"),
            new ColumnDefinition("weekday_name", "STRING", "The weekday in English"),
            new ColumnDefinition("is_weekend", "BOOLEAN", "Whether it is a Saturday or Sunday"),
            new ColumnDefinition(
                "is_complete",
                "BOOLEAN",
                "Whether 99 in 100 of the day's orders should have arrived, by the delays seen so"
                    + " far in gold.late_arrivals; orders later than 28 days are left out of that")),
        List.of("order_day"),
        """
        WITH bounds AS (
          SELECT min(order_day) FILTER (WHERE order_day >= DATE'2000-01-01') AS first_day,
            max(order_day) AS last_day FROM {%1$s}),
        days AS (
          SELECT DISTINCT order_day FROM {%1$s}
          UNION
          SELECT explode(sequence(first_day, last_day)) FROM bounds WHERE first_day IS NOT NULL),
        delays AS (
          SELECT days_late, sum(sum(first_heard)) OVER (ORDER BY days_late) AS so_far,
            sum(sum(first_heard)) OVER () AS heard
          FROM {%2$s} WHERE days_late <= %3$d AND first_heard > 0 GROUP BY days_late),
        waits AS (
          SELECT coalesce(min(days_late), %3$d) AS days
          FROM delays WHERE so_far >= %4$s * heard),
        arrivals AS (SELECT max(last_arrival_at) AS newest FROM {%2$s})
        SELECT order_day, year(order_day) AS year, quarter(order_day) AS quarter,
          month(order_day) AS month, CAST(trunc(order_day, 'MONTH') AS DATE) AS month_start,
          CAST(extract(YEAROFWEEK FROM order_day) AS INT) AS iso_year,
          weekofyear(order_day) AS iso_week, weekday(order_day) + 1 AS weekday,
          element_at(array('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday',
            'Sunday'), weekday(order_day) + 1) AS weekday_name,
          weekday(order_day) >= 5 AS is_weekend,
          coalesce(newest >= CAST(date_add(order_day, CAST(waits.days AS INT) + 1) AS TIMESTAMP),
            FALSE) AS is_complete
        FROM days CROSS JOIN waits CROSS JOIN arrivals"""
            .formatted(DailyMeasures.TOTALS.name(), LateArrivals.NAME, LONGEST_WAIT_DAYS, ENOUGH));
  }

  /** The codes that the contract knows for a field, each with its label. */
  private static ViewDefinition codes(String field, String comment, UnaryOperator<String> label) {
    String rows =
        new TreeSet<>(
                Orders.FEED.fields().stream()
                    .filter(declared -> declared.column().equals(field))
                    .findFirst()
                    .orElseThrow()
                    .codes())
            .stream()
                .map(code -> SqlText.literal(code) + ", " + SqlText.literal(label.apply(code)))
                .collect(Collectors.joining("), ("));
    return new ViewDefinition(
        Keys.gold("dim_" + field),
        comment,
        List.of(
            new ColumnDefinition(field, "STRING", "The code"),
            new ColumnDefinition("label", "STRING", "What it stands for")),
        List.of(field),
        "SELECT * FROM VALUES (" + rows + ") AS codes(code, label)");
  }
}
