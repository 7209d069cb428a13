package dev.lakehouse.medallion.orders.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Field.Presence;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.SampleData.Request;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.orders.Orders;
import dev.lakehouse.medallion.transform.Judging;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderGeneratorTest {

  @TempDir Path folder;

  private static final LocalDate START = LocalDate.parse("2025-01-01");

  @Test
  void sameRequestGivesTheSameLinesAndAnotherSeedOthers() {
    Request request = new Request(300, 3, 7, 60, START, 0.1);
    assertThat(fingerprint(request)).isEqualTo(fingerprint(request));
    assertThat(fingerprint(request))
        .isNotEqualTo(fingerprint(new Request(300, 3, 8, 60, START, 0.1)));
  }

  @Test
  void soundLinesAreAcceptedWithoutAWarning() {
    List<Row> others =
        judged(new Request(1000, 4, 3, 60, START, 0))
            .where("_outcome <> 'accepted' OR size(_warnings) > 0")
            .collectAsList();
    assertThat(others).isEmpty();
  }

  @Test
  void everyReasonThatAnOrderCanBeRejectedOrWarnedForHasAFault() {
    Set<String> expected =
        OrderFaults.ALL.stream()
            .map(OrderFault::expected)
            .flatMap(fault -> Stream.concat(fault.rejections().stream(), fault.warnings().stream()))
            .collect(Collectors.toSet());
    Stream<String> rules = Orders.FEED.rules().stream().map(Rule::name);
    Stream<String> ofLines =
        Stream.of("json_malformed", "json_not_object", "field_repeated", "line_encoding_broken");
    Stream<String> ofFields = Orders.FEED.fields().stream().flatMap(OrderGeneratorTest::reasons);
    assertThat(expected)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(rules, ofLines, ofFields)
                .flatMap(reasons -> reasons)
                .collect(Collectors.toSet()));
  }

  @Test
  void everyFaultHasALabelOfItsOwnAndIsPlanted() {
    List<String> labels = OrderFaults.ALL.stream().map(OrderFault::label).toList();
    assertThat(labels).doesNotHaveDuplicates();
    List<String> planted =
        OrderGenerator.told(TestSession.spark(), new Request(500, 2, 3, 60, START, 0.3))
            .where("fault IS NOT NULL")
            .select("fault")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(planted).containsExactlyInAnyOrderElementsOf(labels);
  }

  @Test
  void ordersLiveThroughSeveralVersionsSpreadOverTheFiles() {
    Dataset<Row> lines =
        new OrderGenerator().lines(TestSession.spark(), new Request(500, 5, 1, 60, START, 0));
    Row row =
        lines.selectExpr("count(*)", "count(DISTINCT file)", "min(file)", "max(file)").first();
    assertThat(row.getLong(0)).isBetween(1000L, 1700L);
    assertThat(row.getLong(1)).isEqualTo(5);
    assertThat(row.getInt(2)).isEqualTo(1);
    assertThat(row.getInt(3)).isEqualTo(5);
  }

  private static Row fingerprint(Request request) {
    return new OrderGenerator()
        .lines(TestSession.spark(), request)
        .selectExpr("count(*)", "sum(CAST(xxhash64(file, line) AS DECIMAL(38,0)))")
        .first();
  }

  private static Stream<String> reasons(Field field) {
    String unreadable = field.kind() == Kind.CODE ? "_unknown" : "_malformed";
    return field.presence() == Presence.REQUIRED
        ? Stream.of(field.name() + "_missing", field.name() + unreadable)
        : Stream.of(field.name() + unreadable);
  }

  /**
   * Written first, as the pipeline does: a filter would be pushed into the verdict's expressions.
   */
  private Dataset<Row> judged(Request request) {
    Dataset<Row> raw =
        new OrderGenerator()
            .lines(TestSession.spark(), request)
            .selectExpr(
                "line",
                "CAST(file AS STRING) AS _file_path",
                "current_timestamp() AS _ingested_at");
    String events = folder.resolve("events").toString();
    Judging.judge(raw, Orders.FEED, Zones.UTC).write().parquet(events);
    return TestSession.spark().read().parquet(events);
  }
}
