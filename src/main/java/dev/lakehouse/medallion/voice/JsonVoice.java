package dev.lakehouse.medallion.voice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells each event as a JSON object on a line of its own. */
public record JsonVoice(PrintStream out) implements Voice {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Audience audience() {
    return Audience.MACHINES;
  }

  @Override
  public void tell(Event event) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event.name());
    object.put("at", Instant.now().toString());
    object.put("stage", event.stage());
    object.putAll(event.fields());
    try {
      out.println(JSON.writeValueAsString(object));
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("Events hold plain values only", failure);
    }
  }
}
