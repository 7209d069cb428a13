package dev.lakehouse.medallion.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Chart.Axes;
import dev.lakehouse.medallion.contract.Chart.Bound;
import dev.lakehouse.medallion.contract.Chart.Kind;
import dev.lakehouse.medallion.contract.Chart.Unit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a chart is shown, and what is left out. */
class ChartTest {

  private static final String ROWS =
      "SELECT * FROM VALUES ('EUR', 'a', 1.5), ('EUR', 'b', 7), ('EUR', 'b', -6), ('EUR', 'c', 3),"
          + " ('USD', 'c', 2) AS rows(currency, name, amount)";

  @Test
  void greatestOfEachPanelAreShownAndTheOthersCounted() {
    assertThat(rows(Bound.greatest("name", 2)))
        .containsExactlyInAnyOrder("EUR|a|1.5|1", "EUR|c|3.0|1", "USD|c|2.0|0");
  }

  @Test
  void newestOfEachPanelAreShownAndTheOthersCounted() {
    assertThat(rows(Bound.newest("name", 1)))
        .containsExactlyInAnyOrder("EUR|c|3.0|2", "USD|c|2.0|0");
  }

  @Test
  void amountsWithoutAPanelAndNamesOfAnotherFormAreRefused() {
    assertThatThrownBy(() -> chart("net", Bound.newest("name", 1), Optional.empty()))
        .hasMessageContaining("several currencies");
    assertThatThrownBy(() -> chart("Net_", Bound.newest("name", 1), Optional.of("currency")))
        .hasMessageContaining("kebab-case");
  }

  private static List<String> rows(Bound bound) {
    Chart chart = chart("net", bound, Optional.of("currency"));
    return TestSession.spark().sql(chart.bounded()).collectAsList().stream()
        .map(row -> row.mkString("|"))
        .toList();
  }

  private static Chart chart(String name, Bound bound, Optional<String> panel) {
    Axes axes = new Axes("name", Optional.empty(), "amount", Unit.AMOUNT, panel);
    return new Chart(name, "Net", "Net of each", Kind.BAR, axes, bound, ROWS);
  }
}
