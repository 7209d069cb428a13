package dev.lakehouse.medallion.voice;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stage has begun.
 *
 * @param steps how many steps it has; 0 where nobody can know
 * @param unit what is counted: {@code tables}
 */
public record Begun(String stage, long steps, String unit) implements Event {

  @Override
  public String name() {
    return "begun";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (steps > 0) {
      fields.put("steps", steps);
      fields.put("unit", unit);
    }
    return fields;
  }
}
