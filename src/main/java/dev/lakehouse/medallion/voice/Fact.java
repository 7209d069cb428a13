package dev.lakehouse.medallion.voice;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that is told as it is: a few values, and the lines that say so. */
public record Fact(String name, String stage, Map<String, Object> fields, List<Line> lines)
    implements Event {

  public Fact {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    lines = List.copyOf(lines);
  }

  public static Fact of(String name, String stage) {
    return new Fact(name, stage, Map.of(), List.of());
  }

  /** With one more value. */
  public Fact with(String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new Fact(name, stage, more, lines);
  }

  /** With one more line, which begins with the stage. */
  public Fact saying(String text) {
    return saying(Line.of(stage, text));
  }

  /** With one more line. */
  public Fact saying(Line line) {
    List<Line> more = new ArrayList<>(lines);
    more.add(line);
    return new Fact(name, stage, fields, more);
  }
}
