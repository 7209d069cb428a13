package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Measure.Summing;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** How long after it was placed an order's lines arrived, per day of the orders. */
public final class LateArrivals implements GoldTable {

  static final TableName NAME = Keys.gold("late_arrivals");

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        NAME,
        "How many days after they were placed the orders of a day arrived, by the accepted lines"
            + " that name the day; it tells how long a day has to be waited for",
        List.of(
            Keys.ORDER_DAY,
            new ColumnDefinition(
                "days_late",
                "BIGINT",
                "Days from the order's day to the day, in UTC, on which the line arrived; never below 0"),
            ColumnDefinition.figure(
                "lines", "BIGINT", "Accepted lines that arrived so late", Summing.ALWAYS),
            ColumnDefinition.figure(
                "first_heard", "BIGINT", "Orders first heard of so late", Summing.ALWAYS),
            ColumnDefinition.figure(
                "heard_so_far",
                "BIGINT",
                "Orders first heard of so late or earlier",
                Summing.NEVER),
            ColumnDefinition.figure(
                "share_so_far",
                Measures.RATIO,
                "Of the day's orders known now the share first heard of so late or earlier, 0 to 1",
                Summing.NEVER),
            new ColumnDefinition(
                "last_arrival_at", "TIMESTAMP", "When the last of these lines arrived, in UTC")),
        List.of("order_day"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.EVENTS);
  }

  @Override
  public List<String> grain() {
    return List.of("order_day", "days_late");
  }

  @Override
  public List<String> buckets() {
    return List.of("order_day");
  }

  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> events) {
    return events
        .where("_outcome = 'accepted'")
        .selectExpr(
            "order_day",
            "order_id",
            "_ingested_at",
            "CAST(greatest(0, date_diff(CAST(_ingested_at AS DATE), order_day)) AS BIGINT)"
                + " AS days_late");
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    String upToHere =
        "sum(first_heard) OVER (PARTITION BY order_day ORDER BY days_late"
            + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";
    String ofTheDay = "sum(first_heard) OVER (PARTITION BY order_day)";
    return facts
        .of(Orders.EVENTS)
        .withColumn(
            "place",
            row_number()
                .over(
                    Window.partitionBy(
                            SortKey.of(col("order_day"), xxhash64(col("order_id"))),
                            col("order_day"),
                            col("order_id"))
                        .orderBy("days_late")))
        .groupBy(col("order_day"), col("days_late"))
        .agg(
            expr("count(*)").as("lines"),
            expr("count_if(place = 1)").as("first_heard"),
            expr("max(_ingested_at)").as("last_arrival_at"))
        .withColumn("heard_so_far", expr(upToHere))
        .withColumn("share_so_far", expr(Measures.ratio("heard_so_far", ofTheDay)));
  }
}
