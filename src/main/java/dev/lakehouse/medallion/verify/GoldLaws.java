package dev.lakehouse.medallion.verify;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.Facts;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must be true of a gold table. */
final class GoldLaws {

  private final Lakehouse lakehouse;
  private final Settled settled;

  GoldLaws(Lakehouse lakehouse, Settled settled) {
    this.lakehouse = lakehouse;
    this.settled = settled;
  }

  /** The table equals its rebuild; where it carries all of the feed's money, the sums do too. */
  Stream<Finding> of(GoldTable table) {
    TableName name = table.definition().name();
    Map<TableName, Dataset<Row>> facts = new HashMap<>();
    for (TableName source : table.sources()) {
      facts.put(source, table.facts(source, settled.sourceOf(name, source)));
    }
    Dataset<Row> rows = lakehouse.table(name);
    Finding rebuild =
        Multisets.compare(
            name + " rebuilt = " + name, table.rows(new Facts(facts)), rows, table.grain());
    Feed feed = settled.tables().feed();
    return Stream.concat(
        Stream.of(rebuild),
        feed.money().stream()
            .flatMap(
                money -> table.carriedMoney().stream().map(sql -> carried(table, money, sql))));
  }

  private Finding carried(GoldTable table, Feed.Money money, String sql) {
    TableName name = table.definition().name();
    TableName source = table.sources().get(0);
    return Finding.ofFigures(
        "money of %s = of %s".formatted(source, name),
        SilverLaws.sums(settled.sourceOf(name, source), money),
        Sums.of(
            lakehouse
                .table(name)
                .selectExpr(
                    identifier(money.currency()), "CAST(%s AS DECIMAL(38,4))".formatted(sql))),
        "");
  }
}
