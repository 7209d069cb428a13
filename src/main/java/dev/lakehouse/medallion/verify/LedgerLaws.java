package dev.lakehouse.medallion.verify;

import static dev.lakehouse.medallion.contract.SqlText.literal;
import static org.apache.spark.sql.functions.expr;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must be true of the ledger: by itself, and against the tables. */
final class LedgerLaws {

  private static final TableName NAME = Ledger.definition().name();

  /** What a silver run took in and what it says became of it. */
  private static final String UNBALANCED =
      """
      mode IN ('increment', 'rebuild', 'retry', 'forget_started') AND NOT (
        rows_in >= 0
        AND (mode = 'retry' OR rows_in =
          rows_accepted + rows_rejected + rows_blank + coalesce(rows_forgotten, 0))
        AND coalesce(rows_accepted, rows_released)
          = rows_merged + rows_superseded + rows_duplicate
        AND forall(map_values(money), sums -> sums['accepted'] =
          coalesce(sums['merged'], 0) + coalesce(sums['superseded'], 0)
            + coalesce(sums['duplicate'], 0)))""";

  private final Lakehouse lakehouse;
  private final Settled settled;

  LedgerLaws(Lakehouse lakehouse, Settled settled) {
    this.lakehouse = lakehouse;
    this.settled = settled;
  }

  /** The rows of each target are numbered from 1 without a gap. */
  Finding numbering() {
    Dataset<Row> targets =
        rows()
            .groupBy("target")
            .agg(
                expr("count(*) AS rows"),
                expr("max(sequence) AS newest"),
                expr("count(DISTINCT sequence) AS numbers"));
    Row totals = targets.selectExpr("coalesce(sum(newest), 0)", "coalesce(sum(rows), 0)").first();
    List<String> differences =
        told(
            targets.where("rows <> newest OR numbers <> newest"),
            "concat('target=', target, ': the newest row is number ', newest, ', and there are ',"
                + " rows, ' rows with ', numbers, ' numbers')");
    return new Finding(
        "newest numbers of the ledger = its rows",
        String.valueOf(totals.get(0)),
        String.valueOf(totals.get(1)),
        "",
        differences);
  }

  /** No run was begun that has not been finished. */
  Finding finished() {
    Dataset<Row> newest = rows().groupBy("target").agg(expr("max_by(mode, sequence) AS mode"));
    List<String> open =
        told(newest.where("mode LIKE '%\\_started'"), "concat('target=', target, ': ', mode)");
    return new Finding(
        "runs that were begun = runs that were finished",
        "0 open",
        open.size() + " open",
        open.isEmpty() ? "" : "the next run of the stage finishes them",
        open);
  }

  /** What each run of silver took in, it accounts for. */
  Finding balance() {
    Dataset<Row> ofCurrent = silver();
    List<String> differences =
        told(
            ofCurrent.where(UNBALANCED),
            "concat('sequence=', sequence, ': ', to_json(struct(mode, rows_in, rows_accepted,"
                + " rows_released, rows_rejected, rows_blank, rows_forgotten, rows_merged, rows_superseded,"
                + " rows_duplicate, money)))");
    long runs = ofCurrent.count();
    return new Finding(
        "runs of silver = runs that balance",
        String.valueOf(runs),
        String.valueOf(runs - differences.size()),
        "",
        differences);
  }

  /** The sums over all runs are what the tables hold. */
  Stream<Finding> sums() {
    Feed feed = settled.tables().feed();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ofFigures(
            "lines and files in the ledger = in " + settled.tables().rawName(),
            one(bronze(), "sum(rows_in) - coalesce(sum(rows_forgotten), 0)", "sum(files)"),
            one(settled.recorded(), "count(*)", "count(DISTINCT _file_path)"),
            ""));
    findings.add(
        Finding.ofFigures(
            "lines forgotten in the ledger = in " + settled.tables().forgottenName(),
            one(of(settled.tables().rawName()), "sum(rows_forgotten)"),
            one(settled.forgotten(), "count(*)"),
            ""));
    findings.add(
        Finding.ofFigures(
            "accepted, rejected, blank in the ledger = in " + settled.tables().eventsName(),
            one(
                counted(),
                "sum(coalesce(rows_accepted, 0) + coalesce(rows_released, 0))",
                "sum(coalesce(rows_rejected, 0) - coalesce(rows_released, 0))",
                "sum(rows_blank)"),
            one(
                settled.events(),
                "count_if(_outcome = 'accepted')",
                "count_if(_outcome = 'rejected')",
                "count_if(_outcome = 'blank')"),
            ""));
    findings.add(
        Finding.ofFigures(
            "reasons in the ledger = in " + settled.tables().eventsName(),
            Sums.of(
                counted()
                    .selectExpr("explode(rejections) AS (reason, lines)")
                    .selectExpr("reason", "CAST(lines AS DECIMAL(38,0))")),
            Sums.of(
                settled
                    .events()
                    .selectExpr("explode(_rejections) AS reason")
                    .selectExpr("reason", "CAST(1 AS DECIMAL(38,0))")),
            ""));
    feed.money()
        .ifPresent(
            money ->
                findings.add(
                    Finding.ofFigures(
                        "money of accepted lines in the ledger = in "
                            + settled.tables().eventsName(),
                        Sums.of(
                            counted()
                                .selectExpr("explode(money) AS (currency, sums)")
                                .selectExpr("currency", "sums['accepted']")),
                        SilverLaws.sums(settled.events().where("_outcome = 'accepted'"), money),
                        "")));
    return findings.stream();
  }

  private Dataset<Row> rows() {
    return lakehouse.table(NAME);
  }

  private Dataset<Row> of(TableName target) {
    return rows().where("target = " + literal(target.toString()));
  }

  /** The runs of bronze since the table was last begun anew. */
  private Dataset<Row> bronze() {
    Dataset<Row> all = of(settled.tables().rawName());
    Row restart =
        all.where("mode = 'restart_started'").selectExpr("coalesce(max(sequence), 0L)").first();
    return all.where("sequence >= " + restart.getLong(0));
  }

  /** The runs of silver since the last rebuild, which counted everything anew. */
  private Dataset<Row> silver() {
    Dataset<Row> all = of(settled.tables().currentName());
    Row rebuild = all.where("mode = 'rebuild'").selectExpr("coalesce(max(sequence), 0L)").first();
    return all.where("sequence >= " + rebuild.getLong(0));
  }

  /** Those whose counts are part of the sums: a halted run counted what the next one counts. */
  private Dataset<Row> counted() {
    return silver().where("mode <> 'halted'");
  }

  private static List<String> told(Dataset<Row> rows, String text) {
    return rows.selectExpr(text + " AS text").orderBy("text").limit(5).collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static String one(Dataset<Row> rows, String... aggregates) {
    Row row = rows.selectExpr(aggregates).first();
    List<String> figures = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      figures.add(row.isNullAt(i) ? "0" : String.valueOf(row.get(i)));
    }
    return String.join(", ", figures);
  }
}
