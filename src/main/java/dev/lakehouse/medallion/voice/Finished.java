package dev.lakehouse.medallion.voice;

import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A whole run is done. */
public record Finished(List<Entry> entries, Duration duration) implements Event {

  public Finished {
    entries = List.copyOf(entries);
  }

  @Override
  public String name() {
    return "finished";
  }

  @Override
  public String stage() {
    return "run";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", entries.isEmpty() ? "nothing_new" : "done");
    fields.put("counts", counts());
    fields.put("duration_ms", duration.toMillis());
    return fields;
  }

  private Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("lines", sum("bronze", Count.ROWS_IN));
    counts.put("rows_rejected", sum("silver", Count.ROWS_REJECTED));
    counts.put("rows_merged", sum("silver", Count.ROWS_MERGED));
    counts.put("gold_rows", sum("gold", Count.ROWS_OUT));
    return counts;
  }

  @Override
  public List<Line> lines() {
    if (entries.isEmpty()) {
      return List.of(
          Line.sentence("Nothing new: no line was read and no table was written.", Line.Tone.GOOD));
    }
    return List.of(
        new Line(
            "done",
            Phrase.text(
                "%s in, new or changed: %s; %s of gold written (%s)",
                Phrase.count(sum("bronze", Count.ROWS_IN), "line"),
                newOrChanged(),
                Phrase.count(sum("gold", Count.ROWS_OUT), "row"),
                Phrase.time(duration)),
            Line.Tone.GOOD));
  }

  /** How many records of each feed, by the table that holds them: {@code 13 in silver.orders}. */
  private String newOrChanged() {
    Map<String, Long> merged = new TreeMap<>();
    entries.stream()
        .filter(entry -> entry.stage().equals("silver"))
        .forEach(
            entry ->
                merged.merge(entry.target().toString(), entry.count(Count.ROWS_MERGED), Long::sum));
    return merged.isEmpty()
        ? "none"
        : merged.entrySet().stream()
            .map(table -> Phrase.text("%,d in %s", table.getValue(), table.getKey()))
            .collect(Collectors.joining(", "));
  }

  private long sum(String stage, Count count) {
    return entries.stream()
        .filter(entry -> entry.stage().equals(stage))
        .mapToLong(entry -> entry.count(count))
        .sum();
  }
}
