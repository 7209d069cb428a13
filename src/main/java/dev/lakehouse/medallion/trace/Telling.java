package dev.lakehouse.medallion.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Printable;
import dev.lakehouse.medallion.trace.History.Cell;
import dev.lakehouse.medallion.trace.History.Line;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Prints a record's history. */
public final class Telling {

  /** How it is printed. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object, for machines. */
    JSON
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 2000;

  private final PrintStream out;

  public Telling(PrintStream out) {
    this.out = out;
  }

  /** Traces a record and prints what there is; whether there was anything. */
  public boolean of(Trace trace, Feed feed, String key, Format format) {
    Optional<History> history = trace.of(key);
    history.ifPresent(
        found -> {
          switch (format) {
            case TEXT -> text(found, feed);
            case JSON -> json(found, feed);
          }
        });
    return history.isPresent();
  }

  private void text(History history, Feed feed) {
    say("%s %s: %d lines".formatted(feed.singular(), history.key(), history.lines().size()));
    history.lines().forEach(this::line);
    if (!history.mentions().isEmpty()) {
      say("");
      say("Rejected lines that hold its text, but no %s that can be read:".formatted(feed.key()));
      history.mentions().forEach(this::line);
    }
    say("");
    if (history.current().isEmpty()) {
      say("No version of it was accepted: it is in no table of current " + feed.name() + ".");
      return;
    }
    say("The current row:");
    history
        .current()
        .get()
        .fields()
        .forEachRemaining(
            field -> say("  %-16s %s".formatted(field.getKey(), plain(field.getValue()))));
    say("");
    say(history.cells().isEmpty() ? "It counts in no gold table." : "It counts in:");
    history.cells().forEach(this::cell);
  }

  private void line(Line line) {
    say("");
    say("%s  %s".formatted(line.ingestedAt(), line.file()));
    say("  %s: %s".formatted(line.standing(), line.why()));
    if (!line.warnings().isEmpty()) {
      say("  warnings: " + String.join(", ", line.warnings()));
    }
    if (line.attempts() > 1) {
      say("  judged %d times".formatted(line.attempts()));
    }
    String text = line.line();
    say(
        "  "
            + (text.length() <= LONGEST_LINE
                ? text
                : text.substring(0, LONGEST_LINE) + "… (" + text.length() + " characters)"));
  }

  private void cell(Cell cell) {
    String values =
        StreamSupport.stream(
                ((Iterable<Map.Entry<String, JsonNode>>) cell.row()::fields).spliterator(), false)
            .map(field -> field.getKey() + "=" + plain(field.getValue()))
            .collect(Collectors.joining(" "));
    say("  " + cell.table() + "  " + values);
  }

  private static String plain(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private void json(History history, Feed feed) {
    ObjectNode told = JSON.createObjectNode();
    told.put("event", "history");
    told.put(feed.key(), history.key());
    told.set("lines", lines(history.lines()));
    told.set("mentions", lines(history.mentions()));
    told.set("current", history.current().orElse(JSON.nullNode()));
    ArrayNode cells = told.putArray("gold");
    for (Cell cell : history.cells()) {
      cells.addObject().put("table", cell.table()).set("row", cell.row());
    }
    try {
      out.println(JSON.writeValueAsString(told));
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("A tree of JSON is JSON", failure);
    }
  }

  private static ArrayNode lines(List<Line> lines) {
    ArrayNode nodes = JSON.createArrayNode();
    for (Line line : lines) {
      ObjectNode node = nodes.addObject();
      node.put("file", line.file());
      node.put("ingested_at", line.ingestedAt());
      node.put("line", line.line());
      node.put("standing", line.standing());
      node.put("why", line.why());
      node.put("attempts", line.attempts());
      line.rejections().forEach(node.putArray("rejections")::add);
      line.warnings().forEach(node.putArray("warnings")::add);
    }
    return nodes;
  }

  private void say(String text) {
    out.println(Printable.of(text));
  }
}
