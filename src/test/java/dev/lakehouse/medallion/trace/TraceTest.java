package dev.lakehouse.medallion.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.Reader;
import dev.lakehouse.medallion.SampleLakehouse;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.voice.JsonVoice;
import dev.lakehouse.medallion.voice.PlainVoice;
import dev.lakehouse.medallion.voice.Voice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TraceTest {

  @Test
  void everyLineOfAnOrderIsToldWithWhatDecided() throws Exception {
    JsonNode told = new ObjectMapper().readTree(trace("A-1002", Telling.Format.JSON));
    assertThat(told.get("lines")).hasSize(2);
    assertThat(told.at("/lines/0/standing").asText()).isEqualTo("current");
    assertThat(told.at("/lines/1/standing").asText()).isEqualTo("superseded");
    assertThat(told.at("/lines/1/why").asText())
        .isEqualTo(
            "updated_at 2025-03-01 10:00:00 is before 2025-03-01 18:00:00 of the current version");
    assertThat(told.at("/lines/0/line").asText()).startsWith("{\"order_id\":\"A-1002\"");
    assertThat(told.at("/lines/0/file").asText()).endsWith("orders_001.json");
    assertThat(told.at("/current/status").asText()).isEqualTo("SHIPPED");
    assertThat(told.get("gold").findValuesAsText("table")).doesNotHaveDuplicates().hasSize(6);
    assertThat(told.at("/gold/0/table").asText()).isEqualTo("gold.daily_revenue");
    assertThat(told.at("/gold/0/row/net").decimalValue()).isEqualByComparingTo("75.5");
    assertThat(told.get("gold").findValuesAsText("table")).contains("gold.customer_months");
  }

  @Test
  void duplicatesRejectionsAndItemsAreTold() throws Exception {
    JsonNode duplicate = new ObjectMapper().readTree(trace("A-1004", Telling.Format.JSON));
    assertThat(duplicate.get("lines").findValuesAsText("standing"))
        .containsExactlyInAnyOrder("current", "duplicate");
    JsonNode rejected = new ObjectMapper().readTree(trace("A-1015", Telling.Format.JSON));
    assertThat(rejected.at("/lines/0/rejections").toString())
        .isEqualTo("[\"status_unknown\",\"country_unknown\"]");
    assertThat(rejected.get("current").isNull()).isTrue();
    JsonNode cut = new ObjectMapper().readTree(trace("A-1016", Telling.Format.JSON));
    assertThat(cut.get("lines")).isEmpty();
    assertThat(cut.at("/mentions/0/rejections/0").asText()).isEqualTo("json_malformed");
    assertThat(trace("A-1019", Telling.Format.TEXT))
        .contains("warnings: items_do_not_add_up")
        .contains("gold.product_days");
  }

  @Test
  void orderThatNeverCameIsRefused() {
    assertThatThrownBy(() -> trace("A-1'; DROP", Telling.Format.TEXT))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("No line of 'A-1'; DROP' has come.");
  }

  private static String trace(String key, Telling.Format format) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new Reader(
            SampleLakehouse.get().platform(),
            voice(new PrintStream(printed, true, StandardCharsets.UTF_8), format))
        .trace(key);
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static Voice voice(PrintStream out, Telling.Format format) {
    return switch (format) {
      case TEXT -> new PlainVoice(out);
      case JSON -> new JsonVoice(out);
    };
  }
}
