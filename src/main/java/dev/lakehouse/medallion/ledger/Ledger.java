package dev.lakehouse.medallion.ledger;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The record of every stage run, which is also the marker of how far each target has come.
 *
 * <p>A stage writes its row last. A process that dies before that leaves the marker where it was,
 * and the next run does the same work again to the same effect.
 */
public final class Ledger {

  private static final TableName NAME = new TableName(Layer.OPS, "ledger");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Lakehouse lakehouse;
  private final String runId;

  /** Read once: a run is the only writer of what it then adds. */
  private Map<String, Progress> progress;

  /** The last version read of each source of a target. */
  private Map<Reading, Long> versions;

  /** The streams that fill targets. */
  private Map<String, Stream> streams;

  private record Reading(String target, String source) {}

  public Ledger(Lakehouse lakehouse, String runId) {
    this.lakehouse = lakehouse;
    this.runId = runId;
  }

  /** {@code ops.ledger}. */
  public static TableDefinition definition() {
    List<ColumnDefinition> columns = new ArrayList<>();
    columns.add(new ColumnDefinition("run_id", "STRING", "The run; its stages share it"));
    columns.add(new ColumnDefinition("stage", "STRING", "The stage"));
    columns.add(new ColumnDefinition("source", "STRING", "The table, or folder, that was read"));
    columns.add(new ColumnDefinition("target", "STRING", "The table that was written"));
    columns.add(
        new ColumnDefinition(
            "sequence", "BIGINT", "Counts the rows of a target; the greatest is its newest"));
    columns.add(
        new ColumnDefinition(
            "mode",
            "STRING",
            "increment, rebuild, retry or forget; with _started where it was begun only; halted"
                + " where too many lines were rejected; salvage_started where a file could not be"
                + " read; resume_started where the stream had lost what it had read; restart_started"
                + " where the table was lost and every file is taken in anew"));
    columns.add(
        new ColumnDefinition(
            "source_version_from",
            "BIGINT",
            "First version of the source read; of the target, where the source is a folder, and of ops"));
    columns.add(
        new ColumnDefinition(
            "source_version_to",
            "BIGINT",
            "Last version of the source read; of the target, where the source is a folder, and of ops"));
    for (Count count : Count.values()) {
      columns.add(
          new ColumnDefinition(
              count.column(), "BIGINT", count.comment() + "; NULL where it does not apply"));
    }
    columns.add(
        new ColumnDefinition(
            "money",
            "MAP<STRING, MAP<STRING, DECIMAL(38,4)>>",
            "Sum of amounts by currency, then by what became of the lines"));
    columns.add(
        new ColumnDefinition(
            "rejections",
            "MAP<STRING, BIGINT>",
            "Lines by reason of rejection; of a retry, by how much each number changed"));
    columns.add(
        new ColumnDefinition(
            "unknown_fields",
            "MAP<STRING, MAP<STRING, BIGINT>>",
            "Lines by field that is not in the contract, then by file; the rarest are summed up"));
    columns.add(
        new ColumnDefinition(
            "damaged_files",
            "MAP<STRING, STRING>",
            "Files that could not be read, or not to their end, each with the cause"));
    columns.add(
        new ColumnDefinition(
            "stream_id",
            "STRING",
            "The stream that brought the lines, as its checkpoint names it"));
    columns.add(
        new ColumnDefinition("stream_batch", "BIGINT", "The last micro-batch of the stream"));
    columns.add(new ColumnDefinition("started_at", "TIMESTAMP", "When the stage began, in UTC"));
    columns.add(new ColumnDefinition("duration_ms", "BIGINT", "How long it took, in milliseconds"));
    return new TableDefinition(
        NAME,
        "One row per stage run and target: what was read and what came of it",
        columns,
        List.of("target", "sequence"),
        ChangeFeed.OFF);
  }

  public void attach() {
    lakehouse.attach(NAME);
  }

  public String runId() {
    return runId;
  }

  /** How far a target has come; one that no run has touched is at its start. */
  public Progress progress(TableName target) {
    requireProgress();
    return progress.getOrDefault(target.toString(), Progress.START);
  }

  /** The stream that fills a target. */
  public Stream stream(TableName target) {
    requireProgress();
    return streams.getOrDefault(target.toString(), Stream.FIRST);
  }

  /** The last version of a source that is in a target which may have several. */
  public long versionRead(TableName target, TableName source) {
    requireProgress();
    return versions.getOrDefault(
        new Reading(target.toString(), source.toString()), VersionRange.NOTHING);
  }

  /**
   * What was found to be wrong with the files of a target's source, since it was last begun anew.
   *
   * @return {@code name STRING}, {@code damage STRING}
   */
  public Dataset<Row> damage(TableName target) {
    Dataset<Row> rows =
        lakehouse.table(NAME).where(functions.col("target").equalTo(target.toString()));
    Row restart =
        rows.where("mode = 'restart_started'").selectExpr("coalesce(max(sequence), 0L)").first();
    return rows.where("sequence >= " + restart.getLong(0))
        .selectExpr("explode(damaged_files) AS (name, damage)");
  }

  /** Records what was done, in one commit; nothing if nothing was done. */
  public void record(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    requireProgress();
    Map<String, Progress> next = new HashMap<>(progress);
    Map<Reading, Long> read = new HashMap<>(versions);
    Map<String, Stream> streamed = new HashMap<>(streams);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      String target = entry.target().toString();
      next.put(target, next.getOrDefault(target, Progress.START).after(entry));
      read.put(new Reading(target, entry.source()), entry.range().upTo());
      if (entry.stage().equals("bronze")) {
        streamed.merge(
            target, Stream.FIRST.after(entry, runId), (known, first) -> known.after(entry, runId));
      }
      rows.add(entry.columns(runId, next.get(target).sequence()));
    }
    lakehouse.append(NAME, rows(rows));
    progress = next;
    versions = read;
    streams = streamed;
  }

  /** What was added here is known: it is not read again. */
  private void requireProgress() {
    if (progress == null) {
      read();
    }
  }

  private void read() {
    Dataset<Row> newest =
        lakehouse
            .table(NAME)
            .groupBy("target", "source")
            .agg(
                functions.expr(
                    "max_by(struct(sequence, source_version_to, mode), sequence) AS newest"),
                Stream.recorded());
    progress = new HashMap<>();
    versions = new HashMap<>();
    Map<String, List<Row>> recorded = new HashMap<>();
    for (Row row : newest.collectAsList()) {
      String target = row.getString(0);
      Row last = row.getStruct(2);
      Mode mode = Mode.valueOf(last.getString(2).toUpperCase(Locale.ROOT));
      progress.merge(
          target,
          new Progress(last.getLong(0), last.getLong(1), mode),
          (one, other) -> one.sequence() > other.sequence() ? one : other);
      versions.put(new Reading(target, row.getString(1)), last.getLong(1));
      recorded.computeIfAbsent(target, any -> new ArrayList<>()).add(row);
    }
    streams = new HashMap<>();
    recorded.forEach((target, rows) -> streams.put(target, Stream.of(rows)));
  }

  /** Built on the server from one parameter: no class of ours is needed there. */
  private Dataset<Row> rows(List<Map<String, Object>> rows) {
    String members =
        definition().columns().stream()
            .map(column -> identifier(column.name()) + ": " + column.type())
            .collect(Collectors.joining(", "));
    String schema = "ARRAY<STRUCT<" + members + ">>";
    try {
      return lakehouse
          .spark()
          .sql(
              "SELECT inline(from_json(:rows, " + literal(schema) + "))",
              Map.of("rows", JSON.writeValueAsString(rows)));
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("Ledger rows hold plain values only", failure);
    }
  }
}
