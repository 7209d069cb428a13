package dev.lakehouse.medallion.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.Pipeline;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.stage.RejectionLimit;
import dev.lakehouse.medallion.voice.QuietVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Files of two lines that arrive in a lakehouse, and what must have become of them. */
final class Arrivals {

  private final TestLakehouse lakehouse;
  private int files;
  private long others;

  Arrivals(TestLakehouse lakehouse) {
    this.lakehouse = lakehouse;
  }

  /** A file with a new order and one more version of the first. */
  Path land() {
    Path file =
        lakehouse.land(
            files + ".json",
            OrderLine.of("N-" + files).json(),
            OrderLine.of("N-0").with("amount", files).json());
    files++;
    return file;
  }

  /** Takes the newest file away. */
  void takeBack(Path file) throws IOException {
    Files.deleteIfExists(file);
    files--;
  }

  /** Lines that have come beside those of {@link #land}, none of them an order. */
  void expectOthers(long lines) {
    others += lines;
  }

  /** Setup, bronze, silver. */
  void run() throws Exception {
    take(lakehouse.pipeline());
  }

  /** The same as a command does it. */
  void runInTurn() throws Exception {
    new Medallion(lakehouse.platform(), new QuietVoice(System.out))
        .inTurn(Duration.ZERO, medallion -> take(medallion.pipeline()));
  }

  private static void take(Pipeline pipeline) throws Exception {
    pipeline.setup();
    pipeline.bronze(Intake.PLAIN);
    pipeline.silver(Zones.UTC, Mode.INCREMENT, RejectionLimit.NONE);
  }

  /** Runs, and then every line is there once, and every order. */
  void assertNothingIsLostOrDoubled() throws Exception {
    run();
    assertThat(
            lakehouse.rows(
                """
                SELECT (SELECT count(*) FROM {bronze.orders_raw}),
                  (SELECT count(*) FROM {silver.order_events}),
                  (SELECT count(*) FROM {silver.orders}),
                  (SELECT count(DISTINCT order_id) FROM {silver.orders})"""))
        .containsExactly("%1$d|%1$d|%2$d|%2$d".formatted(2 * files + others, files));
  }
}
