package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which rules the lines of each run broke; {@link DataQualityDaily} adds the runs of a day up.
 *
 * <p>By run, since all that arrives in a day belongs to one day: were days recomputed whole, the
 * last run of a day would read what all its runs brought.
 */
final class DataQualityBatches implements GoldTable {

  static final TableName NAME = Keys.gold("data_quality_batches");

  @Override
  public TableDefinition definition() {
    List<ColumnDefinition> columns =
        new ArrayList<>(
            List.of(
                new ColumnDefinition(
                    "bronze_version",
                    "BIGINT",
                    "The version of bronze up to which the run read: it tells the runs apart")));
    columns.addAll(DataQualityDaily.columns("of the day and run"));
    return new TableDefinition(
        NAME,
        "Which rules the lines broke that arrived on a day and were judged by a run",
        columns,
        List.of("bronze_version"),
        ChangeFeed.OFF);
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.EVENTS);
  }

  @Override
  public List<String> grain() {
    return List.of("bronze_version", "ingested_day", "rule", "currency");
  }

  @Override
  public List<String> buckets() {
    return List.of("bronze_version");
  }

  @Override
  public Dataset<Row> facts(TableName source, Dataset<Row> events) {
    return events.selectExpr(
        "_bronze_version AS bronze_version",
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
            .groupBy("bronze_version", "ingested_day")
            .agg(
                expr("count(*)").as("lines_judged"),
                expr("count_if(_outcome = 'rejected')").as("lines_rejected"));
    return lines
        .selectExpr("bronze_version", "ingested_day", "currency", "amount", broken)
        .groupBy(
            col("bronze_version"),
            col("ingested_day"),
            expr("broken.rule").as("rule"),
            col("currency"))
        .agg(
            expr("count(*)").as("lines"),
            expr("sum(broken.rejects)").as("rejected"),
            expr("sum(broken.warns)").as("warned"),
            expr("CAST(sum(amount) AS %s)".formatted(Measures.MONEY)).as("value_affected"))
        .join(judged, new String[] {"bronze_version", "ingested_day"});
  }
}
