package dev.lakehouse.medallion.voice;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command failed. People read of it on the error stream.
 *
 * @param status the exit status that it ends with
 * @param cause why; empty where that is not known
 * @param remedy what to do about it; empty where that is not known
 */
public record Failed(int status, String problem, String cause, String remedy) implements Event {

  @Override
  public String name() {
    return "error";
  }

  @Override
  public String stage() {
    return "";
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("status", status);
    fields.put("problem", problem);
    fields.put("cause", cause);
    fields.put("remedy", remedy);
    return fields;
  }
}
