package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Headline;
import dev.lakehouse.medallion.contract.Measure;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.orders.Orders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures of the orders of each business day; gross and cancelled are always among them. */
final class DailyMeasures implements GoldTable {

  /**
   * What came of each day, in figures from which {@link DailyKpi} makes its ratios.
   *
   * <p>What reaches over days (moving averages, the week before, who is new) stands in that view: a
   * change of one day would otherwise rewrite four weeks.
   */
  static final DailyMeasures TOTALS =
      new DailyMeasures(
          "daily_totals",
          "What came of each business day, per currency: counts, amounts and customers",
          List.of(Keys.CURRENCY),
          List.of(
              Measures.ALL_ORDERS,
              Measures.ORDERS,
              Measures.CANCELLED_ORDERS,
              Measures.REFUNDED_ORDERS,
              Measures.GROSS,
              Measures.CANCELLED,
              Measures.REFUNDED,
              Measures.NET,
              Measures.CUSTOMERS));

  static final DailyMeasures REVENUE =
      new DailyMeasures(
          "daily_revenue",
          "Revenue per business day, currency, country, channel and status",
          List.of(Keys.CURRENCY, Keys.COUNTRY, Keys.CHANNEL, Keys.STATUS),
          List.of(
              Measures.ORDERS,
              Measures.GROSS,
              Measures.CANCELLED,
              Measures.REFUNDED,
              Measures.NET));

  private final TableDefinition definition;
  private final List<String> grain;
  private final List<Measure> measures;

  /**
   * @param keys what tells the rows of a day apart
   */
  private DailyMeasures(
      String name, String comment, List<ColumnDefinition> keys, List<Measure> measures) {
    List<ColumnDefinition> columns = new ArrayList<>(List.of(Keys.ORDER_DAY));
    columns.addAll(keys);
    this.grain = columns.stream().map(ColumnDefinition::name).toList();
    measures.forEach(measure -> columns.add(measure.definition()));
    this.definition =
        new TableDefinition(
            Keys.gold(name), comment, columns, List.of(Keys.ORDER_DAY.name()), ChangeFeed.OFF);
    this.measures = measures;
  }

  TableName name() {
    return definition.name();
  }

  @Override
  public TableDefinition definition() {
    return definition;
  }

  @Override
  public List<TableName> sources() {
    return List.of(Orders.CURRENT);
  }

  @Override
  public List<String> grain() {
    return grain;
  }

  @Override
  public List<String> buckets() {
    return List.of(Keys.ORDER_DAY.name());
  }

  @Override
  public Optional<String> carriedMoney() {
    return Optional.of("gross + cancelled");
  }

  /** Of two tables with the same net, the smaller one tells. */
  @Override
  public Optional<Headline> headline() {
    return this == TOTALS
        ? Optional.of(
            new Headline(
                "net revenue",
                Measures.NET.name(),
                Keys.ORDER_DAY.name(),
                "day",
                Keys.CURRENCY.name()))
        : Optional.empty();
  }

  @Override
  public Dataset<Row> rows(Facts facts) {
    Column[] figures = measures.stream().map(Measure::column).toArray(Column[]::new);
    return facts
        .of(Orders.CURRENT)
        .groupBy(grain.stream().map(name -> col(name)).toArray(Column[]::new))
        .agg(figures[0], Arrays.copyOfRange(figures, 1, figures.length));
  }
}
