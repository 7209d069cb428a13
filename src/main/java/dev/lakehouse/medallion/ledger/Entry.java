package dev.lakehouse.medallion.ledger;

import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one run of a stage did to one table.
 *
 * @param source the table that was read, or the folder where files arrive
 * @param range the versions of the source that were read; where the source is a folder, those of
 *     the target that were written
 * @param counts what was counted; what does not apply to the stage is absent
 * @param tallies what was counted by name
 * @param startedAt when the stage began
 * @param duration how long it took
 * @param position how far the stream is that brought the rows, where one did
 */
public record Entry(
    String stage,
    String source,
    TableName target,
    Mode mode,
    VersionRange range,
    Map<Count, Long> counts,
    Tallies tallies,
    Instant startedAt,
    Duration duration,
    Optional<Position> position) {

  /**
   * How far a stream is.
   *
   * @param stream the id that its checkpoint gives it
   * @param batch the last micro-batch that it has made; empty if this run made none
   */
  public record Position(String stream, Optional<Long> batch) {}

  /**
   * What was counted by name.
   *
   * @param money currency to outcome to the sum of amounts
   * @param rejections reason to lines
   * @param unknownFields field to file to lines
   * @param damagedFiles file to what is wrong with it
   */
  public record Tallies(
      Map<String, Map<String, BigDecimal>> money,
      Map<String, Long> rejections,
      Map<String, Map<String, Long>> unknownFields,
      Map<String, String> damagedFiles) {

    /** Stands in {@link #unknownFields} for those that are too many to name. */
    public static final String OTHER_FIELDS = "(other fields)";

    public static final Tallies NONE = new Tallies(Map.of(), Map.of(), Map.of(), Map.of());

    /** Only what is wrong with files. */
    public static Tallies ofDamaged(Map<String, String> files) {
      return new Tallies(Map.of(), Map.of(), Map.of(), files);
    }

    public Tallies {
      money = Collections.unmodifiableMap(new TreeMap<>(money));
      rejections = Collections.unmodifiableMap(new TreeMap<>(rejections));
      unknownFields = Collections.unmodifiableMap(new TreeMap<>(unknownFields));
      damagedFiles = Collections.unmodifiableMap(new TreeMap<>(damagedFiles));
    }
  }

  /** An entry of what no stream brought. */
  public Entry(
      String stage,
      String source,
      TableName target,
      Mode mode,
      VersionRange range,
      Map<Count, Long> counts,
      Tallies tallies,
      Instant startedAt,
      Duration duration) {
    this(
        stage, source, target, mode, range, counts, tallies, startedAt, duration, Optional.empty());
  }

  public Entry {
    Map<Count, Long> ordered = new EnumMap<>(Count.class);
    ordered.putAll(counts);
    counts = Collections.unmodifiableMap(ordered);
  }

  /** The same, of a stream. */
  public Entry at(Position streamed) {
    return new Entry(
        stage,
        source,
        target,
        mode,
        range,
        counts,
        tallies,
        startedAt,
        duration,
        Optional.of(streamed));
  }

  /** The count, or 0 where it does not apply. */
  public long count(Count count) {
    return counts.getOrDefault(count, 0L);
  }

  /** The entry as a row of the ledger, column by column. */
  Map<String, Object> columns(String runId, long sequence) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("run_id", runId);
    columns.put("stage", stage);
    columns.put("source", source);
    columns.put("target", target.toString());
    columns.put("sequence", sequence);
    columns.put("mode", mode.name().toLowerCase(Locale.ROOT));
    columns.put("source_version_from", range.first());
    columns.put("source_version_to", range.upTo());
    counts.forEach((count, value) -> columns.put(count.column(), value));
    columns.put("money", tallies.money());
    columns.put("rejections", tallies.rejections());
    columns.put("unknown_fields", tallies.unknownFields());
    columns.put("damaged_files", tallies.damagedFiles());
    position.ifPresent(at -> columns.put("stream_id", at.stream()));
    position.flatMap(Position::batch).ifPresent(batch -> columns.put("stream_batch", batch));
    columns.put("started_at", startedAt.toString());
    columns.put("duration_ms", duration.toMillis());
    return columns;
  }
}
