package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

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

/** Which rules the lines of each day broke, and what the lines are worth that broke them. */
public final class DataQualityDaily implements GoldTable {

  @Override
  public TableDefinition definition() {
    return new TableDefinition(
        Keys.gold("data_quality_daily"),
        "Which rules the lines that arrived on a day broke, and what these lines are worth",
        List.of(
            new ColumnDefinition("ingested_day", "DATE", "The day of the arrival, in UTC"),
            new ColumnDefinition(
                "rule",
                "STRING",
                "The rule or reason; (none) for lines that broke none, (blank) for blank ones"),
            new ColumnDefinition(
                "currency",
                "STRING",
                "The currency that the lines name, ISO 4217; XXX, no currency, where none can be"
                    + " read"),
            ColumnDefinition.figure(
                "lines_judged",
                "BIGINT",
                "All lines judged of the day: the same in each of its rows",
                Summing.NEVER),
            ColumnDefinition.figure(
                "lines_rejected",
                "BIGINT",
                "All lines rejected of the day, each once: the same in each of its rows",
                Summing.NEVER),
            ColumnDefinition.figure(
                "lines",
                "BIGINT",
                "Lines that broke the rule; one that broke several counts for each",
                Summing.NEVER),
            ColumnDefinition.figure(
                "rejected", "BIGINT", "Those that the rule rejected", Summing.NEVER),
            ColumnDefinition.figure(
                "warned", "BIGINT", "Those that the rule only warned of", Summing.NEVER),
            ColumnDefinition.figure(
                "value_affected",
                Measures.MONEY,
                "Sum of amount of these lines; NULL where none can be read",
                Summing.NEVER)),
        List.of("ingested_day"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.EVENTS);
  }

  @Override
  public List<String> grain() {
    return List.of("ingested_day", "rule", "currency");
  }

  @Override
  public List<String> buckets() {
    return List.of("ingested_day");
  }

  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> events) {
    return events.selectExpr(
        "to_date(_ingested_at) AS ingested_day",
        "coalesce(currency, 'XXX') AS currency",
        "amount",
        "_outcome",
        "_rejections",
        "_warnings");
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    String broken =
        """
        explode(concat(
          transform(_rejections, rule -> struct(rule, 1 AS rejects, 0 AS warns)),
          transform(_warnings, rule -> struct(rule, 0 AS rejects, 1 AS warns)),
          CASE WHEN size(_rejections) + size(_warnings) = 0
            THEN array(struct(IF(_outcome = 'blank', '(blank)', '(none)') AS rule,
              0 AS rejects, 0 AS warns))
            ELSE array() END)) AS broken""";
    Dataset<Row> lines = facts.of(Orders.EVENTS);
    Dataset<Row> judged =
        lines
            .groupBy("ingested_day")
            .agg(
                expr("count(*)").as("lines_judged"),
                expr("count_if(_outcome = 'rejected')").as("lines_rejected"));
    return lines
        .selectExpr("ingested_day", "currency", "amount", broken)
        .groupBy(col("ingested_day"), expr("broken.rule").as("rule"), col("currency"))
        .agg(
            expr("count(*)").as("lines"),
            expr("sum(broken.rejects)").as("rejected"),
            expr("sum(broken.warns)").as("warned"),
            expr("CAST(sum(amount) AS %s)".formatted(Measures.MONEY)).as("value_affected"))
        .join(judged, "ingested_day");
  }
}
