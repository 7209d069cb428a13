package dev.lakehouse.medallion.stage;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Headline;
import dev.lakehouse.medallion.contract.Movement;
import dev.lakehouse.medallion.contract.Movement.Move;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a run changes in the figures that gold tables are known by: the table as it was before
 * against the table as it is. Both are read whole, for such a table has few rows.
 */
final class Movements {

  /** A first load changes every day there is: as many are told. */
  private static final int MOST_TOLD = 10_000;

  private final Lakehouse lakehouse;
  private final Map<GoldTable, Long> before = new LinkedHashMap<>();
  private final Map<GoldTable, Movement> seen = new ConcurrentHashMap<>();

  Movements(Lakehouse lakehouse) {
    this.lakehouse = lakehouse;
  }

  /** Notes how a table is before it is changed, if it is known by a figure. */
  void before(GoldTable table) {
    if (table.headline().isPresent()) {
      before.computeIfAbsent(table, it -> lakehouse.version(it.definition().name()));
    }
  }

  /** Looks at a table after it was changed; several may be looked at at the same time. */
  void after(GoldTable table) {
    if (table.headline().isPresent()) {
      TableName name = table.definition().name();
      Headline headline = table.headline().orElseThrow();
      seen.put(table, new Movement(name, headline, moves(name, headline, before.get(table))));
    }
  }

  /** What has changed since; nothing of tables in which nothing has. */
  List<Movement> all() {
    return before.keySet().stream()
        .map(seen::get)
        .filter(Objects::nonNull)
        .filter(movement -> !movement.moves().isEmpty())
        .toList();
  }

  private List<Move> moves(TableName table, Headline headline, long version) {
    Dataset<Row> was = figures(lakehouse.tableAt(table, version), headline, "figure", "0");
    Dataset<Row> is = figures(lakehouse.table(table), headline, "0", "figure");
    return was
        .unionByName(is)
        .groupBy("bucket", "unit")
        .agg(expr("sum(was) AS was"), expr("sum(now) AS now"))
        .where("was <> now")
        .limit(MOST_TOLD)
        .collectAsList()
        .stream()
        .map(Movements::move)
        // To have Spark sort them would be another job, or two.
        .sorted(Comparator.comparing(Move::bucket).thenComparing(Move::unit))
        .toList();
  }

  /** One side of the comparison, with nothing on the other. */
  private static Dataset<Row> figures(
      Dataset<Row> rows, Headline headline, String was, String now) {
    return rows.selectExpr(
            "CAST(%s AS STRING) AS bucket".formatted(identifier(headline.bucket())),
            "CAST(%s AS STRING) AS unit".formatted(identifier(headline.unit())),
            "CAST(%s AS DECIMAL(28,4)) AS figure".formatted(identifier(headline.measure())))
        .selectExpr(
            "bucket",
            "unit",
            "CAST(%s AS DECIMAL(28,4)) AS was".formatted(was),
            "CAST(%s AS DECIMAL(28,4)) AS now".formatted(now));
  }

  private static Move move(Row row) {
    return new Move(row.getString(0), row.getString(1), row.getDecimal(2), row.getDecimal(3));
  }
}
