package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application in processes of its own, as its users run it. */
class PackagedIT {

  private static final String SAMPLES = Path.of("sample_data").toAbsolutePath().toString();

  @TempDir Path folder;

  @Test
  void sparkSubmitRunsTheFatJarAndAnotherProcessReadsItsTables() {
    String lakehouse = folder.resolve("lake house").toString();
    Launched run =
        Launched.submitted("local[2]")
            .arguments("run", "--lakehouse", lakehouse, "--landing", SAMPLES)
            .run()
            .assertDone();
    assertThat(run.out()).contains("37 lines from 2 files", "20 accepted, 16 rejected, 1 blank");

    Launched query = Launched.local("query", COUNTS, "--lakehouse", lakehouse, "--format", "csv");
    assertThat(query.assertDone().out())
        .isEqualTo(
            """
            raw,events,orders,quarantine,revenue,customers,products,ledger
            37,37,13,16,13,9,3,12
            """
                .replace("\n", "\r\n"));
    assertThat(query.err()).isEmpty();

    Launched verify = verify(lakehouse, "--landing", SAMPLES);
    assertThat(verify.assertDone().out()).contains(" laws hold.");
    Launched.local(
        "query", "DELETE FROM silver.orders WHERE order_id = 'A-1001'", "--lakehouse", lakehouse);
    Launched broken = verify(lakehouse, "--layers", "silver");
    assertThat(broken.status()).as(broken.out() + broken.err()).isEqualTo(1);
    assertThat(broken.out()).contains("order_id=A-1001: expected, and not found");
  }

  /** It recomputes everything by plans that are used once, and so are not worth compiling. */
  private static Launched verify(String lakehouse, String... options) {
    return Launched.application()
        .forFewRows()
        .arguments("verify", "--lakehouse", lakehouse)
        .arguments(options)
        .run();
  }

  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM bronze.orders_raw) AS raw,
        (SELECT count(*) FROM silver.order_events) AS events,
        (SELECT count(*) FROM silver.orders) AS orders,
        (SELECT count(*) FROM silver.orders_quarantine) AS quarantine,
        (SELECT count(*) FROM gold.daily_revenue) AS revenue,
        (SELECT count(*) FROM gold.customer_summary) AS customers,
        (SELECT count(*) FROM gold.product_performance) AS products,
        (SELECT count(*) FROM ops.ledger) AS ledger""";

  @Test
  void refusalEndsWithStatusTwoAndOneMessage() {
    Launched refused = Launched.local("run", "--landing", folder.resolve("nowhere").toString());
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("nowhere", "Remedy").doesNotContain("\tat ");
    assertThat(refused.out()).isEmpty();
  }
}
