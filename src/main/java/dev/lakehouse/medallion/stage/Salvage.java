package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.ledger.Progress;
import dev.lakehouse.medallion.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Says which files a lenient read did not take in whole.
 *
 * <p>Such a read is silent about what it skips, and it skips a file for a passing fault of the
 * network as well. So nothing it took in is trusted: every file is read again and its lines are
 * counted. A file of which no line came is known from its lying there without one.
 */
final class Salvage {

  private static final int MOST_NAMED = 1000;

  private final LandedFiles landed;
  private final Lakehouse lakehouse;
  private final Ledger ledger;
  private final FeedTables tables;

  /** The files that lay there before the stream began: it has them behind it when it ends. */
  private final Set<String> due;

  private Salvage(Platform platform, Lakehouse lakehouse, Ledger ledger, FeedTables tables) {
    this.landed = new LandedFiles(platform);
    this.lakehouse = lakehouse;
    this.ledger = ledger;
    this.tables = tables;
    this.due =
        unaccounted(landed()).select("name").collectAsList().stream()
            .map(row -> row.getString(0))
            .collect(Collectors.toSet());
  }

  /** Notes what lies there, before the stream that is to take it in. */
  static Salvage prepare(Platform platform, Lakehouse lakehouse, Ledger ledger, FeedTables tables) {
    lakehouse.attach(tables.forgottenName());
    return new Salvage(platform, lakehouse, ledger, tables);
  }

  /** The ledger row that opens a salvage, so that the files are named though the process die. */
  static Entry started(String landing, TableName raw, Progress progress) {
    return new Entry(
        "bronze",
        landing,
        raw,
        Mode.SALVAGE_STARTED,
        new VersionRange(progress.sourceVersion(), progress.sourceVersion()),
        Map.of(),
        Entry.Tallies.NONE,
        Instant.now(),
        Duration.ZERO);
  }

  /**
   * The names of the files that were not taken in whole, each with what is wrong with it.
   *
   * @param arrived the rows of the raw table that the stream brought
   */
  Map<String, String> damaged(Dataset<Row> arrived) {
    Dataset<Row> landed = landed();
    Dataset<Row> taken =
        arrived
            .groupBy(col("_file_path").as("name"))
            .count()
            .as("taken")
            .join(landed.as("landed"), expr("taken.name = landed.name"), "left")
            .select("taken.name", "landed.path", "taken.count");
    Dataset<Row> others = unaccounted(landed).select(col("name"), col("path"), lit(0L));
    List<Inspection.Landed> files =
        taken.union(others).collectAsList().stream().map(this::file).toList();
    return Inspection.damaged(lakehouse.spark(), files);
  }

  /** As many of the files as the ledger has room for; its count is of all. */
  static Map<String, String> named(Map<String, String> damaged) {
    return damaged.entrySet().stream()
        .limit(MOST_NAMED)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Inspection.Landed file(Row row) {
    String name = row.getString(0);
    long linesTaken = row.getLong(2);
    // A file without lines may have arrived when the stream had begun: it is the next run's.
    return new Inspection.Landed(
        name, row.getString(1), linesTaken, linesTaken > 0 || due.contains(name));
  }

  private Dataset<Row> landed() {
    return landed.of(tables.feed());
  }

  /** The files of which no line was ever taken in, and of which no run has said that before. */
  private Dataset<Row> unaccounted(Dataset<Row> landed) {
    Dataset<Row> known =
        lakehouse
            .table(tables.rawName())
            .select(col("_file_path").as("name"))
            .union(lakehouse.table(tables.forgottenName()).select("file_path"))
            .union(ledger.damage(tables.rawName()).select("name"));
    return landed
        .where("length > 0")
        .as("landed")
        .join(known.as("known"), expr("landed.name = known.name"), "left_anti");
  }
}
