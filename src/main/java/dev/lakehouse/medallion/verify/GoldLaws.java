package dev.lakehouse.medallion.verify;

import static dev.lakehouse.medallion.contract.SqlText.identifier;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
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
    Dataset<Row> source = settled.sourceOf(name, table.source());
    Dataset<Row> rows = lakehouse.table(name);
    Finding rebuild =
        Multisets.compare(
            name + " rebuilt = " + name, table.rows(table.facts(source)), rows, table.grain());
    Feed feed = settled.tables().feed();
    return Stream.concat(
        Stream.of(rebuild),
        feed.money().stream()
            .flatMap(
                money ->
                    table.carriedMoney().stream()
                        .map(
                            carried ->
                                Finding.ofFigures(
                                    "money of %s = of %s".formatted(table.source(), name),
                                    SilverLaws.sums(source, money),
                                    Sums.of(
                                        rows.selectExpr(
                                            identifier(money.currency()),
                                            "CAST(%s AS DECIMAL(38,4))".formatted(carried))),
                                    ""))));
  }
}
