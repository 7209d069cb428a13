package dev.lakehouse.medallion.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.platform.Platform;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What must be true of the raw lines. */
final class BronzeLaws {

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Settled settled;

  BronzeLaws(Platform platform, Lakehouse lakehouse, Settled settled) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.settled = settled;
  }

  /**
   * Every line of every landed file that is still there is one row of bronze, or forgotten. A file
   * that came after the last run is waiting, and one that is gone cannot be compared. One that held
   * a forgotten line may have been edited since, and so its lines are compared and not its size.
   */
  Finding linesOfFiles() {
    Dataset<Row> raw =
        lakehouse
            .table(settled.tables().rawName())
            .withColumn("_whole_line", expr(FeedTables.WHOLE_LINE));
    Optional<Dataset<Row>> lines =
        platform.landedLines(settled.tables().feed().name(), Feed.FILE_NAMES);
    Dataset<Row> landed = lines.map(BronzeLaws::asRaw).orElseGet(() -> nothing(raw));
    Dataset<Row> taken = raw.select("_file_path").distinct().withColumn("_taken", lit(true));
    Dataset<Row> due =
        landed
            .join(taken, new String[] {"_file_path"}, "left")
            .where(col("_taken").isNotNull().or(col("_file_modified_at").leq(lastRun())));
    Dataset<Row> forgotten = settled.forgotten().select("line_id").distinct();
    Dataset<Row> expected =
        asCompared(due.join(forgotten, expr(FeedTables.LINE_IDENTITY + " = line_id"), "left_anti"));
    Dataset<Row> present =
        platform
            .landedFiles(settled.tables().feed().name(), Feed.FILE_NAMES)
            .map(files -> files.selectExpr("name AS _file_path"))
            .orElseGet(() -> landed.select("_file_path"));
    Dataset<Row> found = asCompared(raw.join(present, "_file_path"));
    Finding finding =
        Multisets.compare(
            "lines of landed files = rows of " + settled.tables().rawName(),
            expected,
            found,
            List.of("_file_path", "line"));
    long gone = raw.count() - Long.parseLong(finding.found());
    String note = gone > 0 ? gone + " rows are of files that are gone" : finding.note();
    return new Finding(
        finding.law(), finding.expected(), finding.found(), note, finding.differences());
  }

  private Dataset<Row> asCompared(Dataset<Row> lines) {
    Dataset<Row> heldForgotten =
        settled.forgotten().select(col("file_path").as("_file_path")).distinct();
    return lines
        .join(heldForgotten.withColumn("_edited", lit(true)), new String[] {"_file_path"}, "left")
        .selectExpr(
            "line",
            "_whole_line",
            "_file_path",
            "IF(_edited, NULL, _file_size) AS _file_size",
            "IF(_edited, NULL, _file_modified_at) AS _file_modified_at");
  }

  private static Dataset<Row> asRaw(Dataset<Row> lines) {
    return lines.select(
        col("value").as("line"),
        col("value").as("_whole_line"),
        col("_metadata.file_path").as("_file_path"),
        col("_metadata.file_size").as("_file_size"),
        col("_metadata.file_modification_time").as("_file_modified_at"));
  }

  private static Dataset<Row> nothing(Dataset<Row> raw) {
    return raw.select("line", "_whole_line", "_file_path", "_file_size", "_file_modified_at")
        .limit(0);
  }

  private Timestamp lastRun() {
    Row newest =
        lakehouse
            .table(Ledger.definition().name())
            .where("stage = 'bronze'")
            .selectExpr("max(started_at)")
            .first();
    return newest.isNullAt(0) ? new Timestamp(0) : newest.getTimestamp(0);
  }
}
