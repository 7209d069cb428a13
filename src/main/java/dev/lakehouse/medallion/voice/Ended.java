package dev.lakehouse.medallion.voice;

import java.time.Duration;
import java.util.Map;

/** A stage has come to its end, well or not. */
public record Ended(String stage, Duration duration) implements Event {

  @Override
  public String name() {
    return "ended";
  }

  @Override
  public Map<String, Object> fields() {
    return Map.of("duration_ms", duration.toMillis());
  }
}
