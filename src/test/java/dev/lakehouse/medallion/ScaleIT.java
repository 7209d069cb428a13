package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.benchmark.Workload;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many files, many orders, a large file and a long line, each by the packaged application in a heap
 * that it has to make do with. {@code -Dmedallion.scale=full} has all, in the sizes that are
 * promised; by default there are few files, and the long line.
 */
@Tag("long")
class ScaleIT {

  private static final boolean FULL = "full".equals(System.getProperty("medallion.scale"));

  @TempDir Path folder;

  private TestLakehouse lakehouse() {
    return new TestLakehouse(folder.resolve("lakehouse"));
  }

  private static JavaCommand application(String heap) {
    JavaCommand application = Launched.application().heap(heap);
    return FULL ? application.forManyRows() : application;
  }

  @Test
  void manySmallFilesAreTakenInWithinAGigabyte() {
    int files = FULL ? 20_000 : 500;
    TestLakehouse lakehouse = lakehouse();
    for (int file = 0; file < files; file++) {
      lakehouse.land(file / 1000 + "/" + file + ".json", OrderLine.of("N-" + file).json());
    }
    lakehouse.by(application("1g"), "run");
    lakehouse.attach();
    assertThat(
            lakehouse.rows(
                """
                SELECT (SELECT count(DISTINCT _file_path) FROM {bronze.orders_raw}),
                  (SELECT count(*) FROM {silver.orders}),
                  (SELECT sum(orders) FROM {gold.daily_revenue})"""))
        .containsExactly("%1$d|%1$d|%1$d".formatted(files));
  }

  @Test
  @EnabledIfSystemProperty(named = "medallion.scale", matches = "full")
  void ordersByTheMillionAreTakenInWithinFourGigabytes() throws IOException {
    TestLakehouse lakehouse = lakehouse();
    // Of a hundred lines three have a fault, and five tell again of an order.
    new Workload(11_000_000).writeLoad(folder.resolve("lakehouse/landing/orders"));
    lakehouse.by(application("4g"), "run");
    lakehouse.attach();
    assertThat(
            lakehouse.rows(
                """
                SELECT count(*) >= 10000000, count(*) = count(DISTINCT order_id)
                FROM {silver.orders}"""))
        .containsExactly("true|true");
    lakehouse.by(application("4g"), "verify", "--layers", "ops,bronze");
  }

  @Test
  @EnabledIfSystemProperty(named = "medallion.scale", matches = "full")
  void largeFileIsReadInParts() throws IOException {
    long bytes = 1L << 30;
    TestLakehouse lakehouse = lakehouse();
    Path file = lakehouse.land("large.json", "");
    long orders = 0;
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (long written = 0; written < bytes; orders++) {
        String line = OrderLine.of("N-" + orders).with("note", "x".repeat(800)).json();
        lines.write(line + "\n");
        written += line.length() + 1;
      }
    }
    lakehouse.by(application("2g"), "run");
    lakehouse.attach();
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders}")).isEqualTo(orders);
  }

  @Test
  void lineOfFiftyMegabytesIsRejectedWithAReason() {
    String order = OrderLine.of("N-1").json();
    String line = OrderLine.of("N-2").with("note", "x".repeat(50_000_000)).json();
    TestLakehouse lakehouse = lakehouse();
    lakehouse.land("long.json", order, line, OrderLine.of("N-3").json());
    lakehouse.by(application("2g"), "run");
    lakehouse.attach();
    assertThat(
            lakehouse.rows(
                "SELECT concat_ws('+', reasons), length(raw_line) FROM {silver.orders_quarantine}"))
        .isEqualTo(List.of("line_too_long|" + line.length()));
    assertThat(lakehouse.rows("SELECT order_id FROM {silver.orders} ORDER BY 1"))
        .containsExactly("N-1", "N-3");
  }
}
