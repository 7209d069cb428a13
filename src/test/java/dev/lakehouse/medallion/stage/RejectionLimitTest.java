package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Rule;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.ledger.Mode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectionLimitTest {

  private static final RejectionLimit HALF = RejectionLimit.of(0.5);

  @TempDir Path folder;

  @Test
  void runStopsBeforeTheOrdersAndIsTakenUpByTheNext() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.land("1.json", OrderLine.of("O-1").json(), "{");
    lakehouse.runToSilver();
    long orders = lakehouse.version("silver.orders");
    lakehouse.land(
        "2.json",
        OrderLine.of("O-2").json(),
        OrderLine.of("O-3").with("amount", 60).json(),
        OrderLine.of("O-4").with("amount", 70).json(),
        "{");
    lakehouse.bronze();
    Feed strict = Stages.ordersWith(Rule.reject("amount_above_fifty", "amount > 50"));
    Stages stages = new Stages(lakehouse);

    // A second time, as a scheduler would.
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> stages.silver(strict, Mode.INCREMENT, HALF))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("3 of 4 lines were rejected (75.0 %)")
          .hasMessageContaining("--max-rejected-ratio 0.5")
          .hasMessageContaining("amount_above_fifty 2, json_malformed 1");
    }
    assertThat(lakehouse.version("silver.orders")).isEqualTo(orders);
    assertThatThrownBy(() -> stages.retry(strict))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--max-rejected-ratio");
    lakehouse.assertLawsHold(Layer.SILVER, Layer.OPS);

    // The rule is mended: the lines are judged anew.
    lakehouse.pipeline().silver(Zones.UTC, Mode.INCREMENT, HALF);
    assertThat(lakehouse.rows("SELECT order_id FROM {silver.orders} ORDER BY 1"))
        .containsExactly("O-1", "O-2", "O-3", "O-4");
    assertThat(
            lakehouse.rows(
                "SELECT mode FROM {ops.ledger} WHERE stage = 'silver' ORDER BY sequence"))
        .isEqualTo(List.of("increment", "halted", "halted", "increment"));
    lakehouse.assertLawsHold(Layer.SILVER, Layer.OPS);
  }

  @Test
  void ratioOutsideZeroToOneIsRefused() {
    assertThatThrownBy(() -> RejectionLimit.of(1.5))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--max-rejected-ratio is 1.5.");
    assertThatThrownBy(() -> RejectionLimit.of(Double.NaN)).isInstanceOf(UserException.class);
  }
}
