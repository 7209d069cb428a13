package dev.lakehouse.medallion.voice;

import dev.lakehouse.medallion.contract.TableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream has written one of several micro-batches.
 *
 * @param number counts the batches of the stream, from 0
 * @param rows how many lines were in it
 */
public record Batch(TableName table, long number, long rows, Duration duration) implements Event {

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String stage() {
    return "bronze";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", table.toString());
    fields.put("batch", number);
    fields.put("counts", Map.of("rows_in", rows));
    fields.put("duration_ms", duration.toMillis());
    fields.put("rows_per_second", Phrase.rate(rows, duration));
    return fields;
  }

  @Override
  public List<Line> lines() {
    return List.of(
        Line.of(
            stage(),
            Phrase.text(
                "batch %,d: %s (%s)",
                number, Phrase.count(rows, "line"), Phrase.pace(rows, "line", duration))));
  }
}
