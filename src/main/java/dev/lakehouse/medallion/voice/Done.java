package dev.lakehouse.medallion.voice;

import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A stage has brought a table up to date. */
public record Done(Entry entry) implements Event {

  @Override
  public String name() {
    return "done";
  }

  @Override
  public String stage() {
    return entry.stage();
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Long> counts = new LinkedHashMap<>();
    entry.counts().forEach((count, number) -> counts.put(count.column(), number));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", entry.target().toString());
    fields.put("status", "done");
    fields.put("mode", entry.mode().name().toLowerCase(Locale.ROOT));
    fields.put("counts", counts);
    fields.put("duration_ms", entry.duration().toMillis());
    fields.put("rows_per_second", Phrase.rate(entry.count(Count.ROWS_IN), entry.duration()));
    fields.put("source", entry.source());
    fields.put("source_version_from", entry.range().first());
    fields.put("source_version_to", entry.range().upTo());
    fields.put("rejections", entry.tallies().rejections());
    fields.put("unknown_fields", Tallied.linesByField(entry.tallies().unknownFields()));
    fields.put("damaged_files", entry.tallies().damagedFiles());
    return fields;
  }

  @Override
  public List<Line> lines() {
    return switch (entry.stage()) {
      case "bronze" -> bronze();
      case "silver" -> silver();
      case "retry" -> retry();
      default -> gold();
    };
  }

  @Override
  public List<Line> detail() {
    String counts =
        entry.counts().entrySet().stream()
            .map(count -> Phrase.text("%s %,d", count.getKey().column(), count.getValue()))
            .collect(Collectors.joining(", "));
    return List.of(
        Line.faint(
            Phrase.text(
                "%s, %s %d to %d: %s",
                entry.mode().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                entry.stage().equals("bronze") ? "versions" : entry.source() + " versions",
                entry.range().first(),
                entry.range().upTo(),
                counts)));
  }

  private List<Line> bronze() {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            "bronze",
            Phrase.text(
                "%s from %s to %s (%s)",
                Phrase.count(entry.count(Count.ROWS_IN), "line"),
                Phrase.count(entry.count(Count.FILES), "file"),
                entry.target(),
                pace("line"))));
    lines.addAll(Tallied.damaged(entry.tallies().damagedFiles(), entry.count(Count.FILES_DAMAGED)));
    return lines;
  }

  private List<Line> silver() {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            "silver",
            Phrase.text(
                "%s: %,d accepted, %,d rejected, %,d blank, to %s (%s)",
                Phrase.count(entry.count(Count.ROWS_IN), "line"),
                entry.count(Count.ROWS_ACCEPTED),
                entry.count(Count.ROWS_REJECTED),
                entry.count(Count.ROWS_BLANK),
                entry.target(),
                pace("line"))));
    lines.add(
        Line.more(
            Phrase.text(
                "of the accepted, %,d became current, %,d superseded, %,d duplicate",
                entry.count(Count.ROWS_MERGED),
                entry.count(Count.ROWS_SUPERSEDED),
                entry.count(Count.ROWS_DUPLICATE))));
    lines.addAll(Tallied.rejections(entry.tallies().rejections()));
    lines.addAll(Tallied.drift(entry.tallies().unknownFields()));
    return lines;
  }

  private List<Line> retry() {
    long released = entry.count(Count.ROWS_RELEASED);
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            "retry",
            Phrase.text(
                "%s judged again: %,d released, %,d still rejected (%s, %s)",
                Phrase.count(entry.count(Count.ROWS_IN), "rejected line"),
                released,
                entry.count(Count.ROWS_IN) - released,
                entry.target(),
                pace("line"))));
    lines.addAll(Tallied.rejections(entry.tallies().rejections()));
    return lines;
  }

  /** Where a table has several sources, one of its entries says what was written. */
  private List<Line> gold() {
    return entry.counts().containsKey(Count.ROWS_OUT)
        ? List.of(
            Line.of(
                "gold",
                Phrase.text(
                    "%s written to %s (%s)",
                    Phrase.count(entry.count(Count.ROWS_OUT), "row"),
                    entry.target(),
                    Phrase.time(entry.duration()))))
        : List.of();
  }

  private String pace(String what) {
    return Phrase.pace(entry.count(Count.ROWS_IN), what, entry.duration());
  }
}
