package dev.lakehouse.medallion.voice;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stage has taken some of its steps.
 *
 * @param done how many it has taken by now
 * @param steps how many there are; 0 where nobody can know
 */
public record Advanced(String stage, long done, long steps) implements Event {

  @Override
  public String name() {
    return "advanced";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("done", done);
    if (steps > 0) {
      fields.put("steps", steps);
    }
    return fields;
  }
}
