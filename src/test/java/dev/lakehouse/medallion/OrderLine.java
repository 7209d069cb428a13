package dev.lakehouse.medallion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A sound order line, of which a test changes what matters to it. */
public final class OrderLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> fields;

  private OrderLine(Map<String, Object> fields) {
    this.fields = fields;
  }

  public static OrderLine of(String orderId) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("order_id", orderId);
    fields.put("customer_id", 1);
    fields.put("order_date", "2025-03-01T10:00:00Z");
    fields.put("amount", new BigDecimal("10.00"));
    fields.put("status", "processing");
    fields.put("channel", "web");
    fields.put("country", "DE");
    fields.put("currency", "EUR");
    return new OrderLine(fields);
  }

  public OrderLine with(String field, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(fields);
    changed.put(field, value);
    return new OrderLine(changed);
  }

  public OrderLine without(String field) {
    Map<String, Object> changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new OrderLine(changed);
  }

  /** The line's text. */
  public String json() {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The line's text with one field written just so. */
  public String jsonWith(String field, String written) {
    return with(field, "\u0000").json().replace("\"\\u0000\"", written);
  }
}
