package dev.lakehouse.medallion.voice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.Headline;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Movement;
import dev.lakehouse.medallion.contract.Movement.Move;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.VersionRange;
import dev.lakehouse.medallion.ledger.Count;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VoiceTest {

  private static final TableName RAW = new TableName(Layer.BRONZE, "orders_raw");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void stageIsToldInOneLineWithCountsRateAndTime() {
    new PlainVoice(out).tell(bronze(12_000, Duration.ofMillis(3_000)));
    assertThat(told())
        .isEqualTo(
            "bronze   12,000 lines from 2 files to bronze.orders_raw (3.0 s, 4,000 lines/s)\n");
  }

  @Test
  void verboseAddsVersionsAndCounts() {
    new PlainVoice(out, PlainVoice.Loudness.VERBOSE).tell(bronze(10, Duration.ofSeconds(1)));
    assertThat(told().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo("         increment, versions 3 to 4: files 2, rows_in 10");
  }

  @Test
  void eventIsOneJsonObjectPerLine() throws IOException {
    Voice voice = new JsonVoice(out);
    voice.tell(bronze(10, Duration.ofMillis(500)));
    voice.tell(new Failed(2, "It is \"full\".", "Why\nnot", "Mend it."));
    List<JsonNode> events = events();
    assertThat(events).hasSize(2);
    assertThat(events.get(0).path("event").asText()).isEqualTo("done");
    assertThat(events.get(0).path("stage").asText()).isEqualTo("bronze");
    assertThat(events.get(0).path("table").asText()).isEqualTo("bronze.orders_raw");
    assertThat(events.get(0).path("counts").path("rows_in").asLong()).isEqualTo(10);
    assertThat(events.get(0).path("duration_ms").asLong()).isEqualTo(500);
    assertThat(events.get(0).path("rows_per_second").asLong()).isEqualTo(20);
    assertThat(events.get(1).path("event").asText()).isEqualTo("error");
    assertThat(events.get(1).path("status").asInt()).isEqualTo(2);
    assertThat(events.get(1).path("cause").asText()).isEqualTo("Why\nnot");
  }

  @Test
  void quietVoiceTellsNothing() {
    new QuietVoice(out).tell(bronze(10, Duration.ofSeconds(1)));
    assertThat(told()).isEmpty();
  }

  @Test
  void changesAreToldPerDayWithTheirCurrencies() {
    List<Move> moves = new ArrayList<>();
    moves.add(new Move("2025-03-01", "EUR", new BigDecimal("10.0000"), new BigDecimal("12.5000")));
    moves.add(new Move("2025-03-01", "KWD", new BigDecimal("1.0000"), new BigDecimal("0.9950")));
    moves.add(new Move("2025-03-02", "EUR", BigDecimal.ZERO, new BigDecimal("1200.0000")));
    assertThat(changed(moves))
        .isEqualTo(
            "         net revenue of 2 days changed:"
                + " 2025-03-01 (EUR +2.50, KWD -0.005), 2025-03-02 (EUR +1,200.00)\n");
    for (int day = 3; day < 10; day++) {
      moves.add(new Move("2025-03-0" + day, "EUR", BigDecimal.ZERO, BigDecimal.ONE));
    }
    assertThat(changed(moves)).contains("of 9 days").endsWith("2025-03-06 (EUR +1.00), …\n");
  }

  @Test
  void stepsAreCountedUpToWhatWasForeseen() throws IOException {
    Course course = new Course(new JsonVoice(out));
    String result =
        course.through(
            new Begun("gold", 2, "tables"),
            () -> {
              course.step();
              course.step();
              course.step();
              return "done";
            });
    course.step();
    assertThat(result).isEqualTo("done");
    assertThat(events())
        .extracting(event -> event.path("event").asText() + event.path("done").asText())
        .containsExactly("begun", "advanced1", "advanced2", "advanced2", "ended");
  }

  @Test
  void dataCannotSteerTheTerminal() {
    new PlainVoice(out).tell(Fact.of("x", "load").saying("a\u001b[31m\nb"));
    assertThat(told()).isEqualTo("load     a\uFFFD[31m\uFFFDb\n");
  }

  private String changed(List<Move> moves) {
    bytes.reset();
    Headline headline = new Headline("net revenue", "net", "order_day", "day", "currency");
    new PlainVoice(out)
        .tell(new Changed(new Movement(new TableName(Layer.GOLD, "totals"), headline, moves)));
    return told();
  }

  private static Event bronze(long lines, Duration duration) {
    return new Done(
        new Entry(
            "bronze",
            "/landing",
            RAW,
            Mode.INCREMENT,
            new VersionRange(2, 4),
            Map.of(Count.ROWS_IN, lines, Count.FILES, 2L),
            Entry.Tallies.NONE,
            Instant.EPOCH,
            duration));
  }

  private List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : told().lines().toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    return events;
  }

  private String told() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
