package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.ledger.Mode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says that it has changed. */
class MovementsTest {

  @TempDir Path folder;

  @Test
  void daysWhoseNetChangedAreToldWithTheirCurrencies() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.land("1.json", OrderLine.of("O-1").json());
    lakehouse.runToSilver().gold(Mode.INCREMENT);
    assertThat(changes(lakehouse)).hasSize(1);

    lakehouse.gold(Mode.INCREMENT);
    assertThat(changes(lakehouse)).as("nothing has changed since").hasSize(1);

    lakehouse.land("2.json", OrderLine.of("O-2").with("amount", "5.50").json());
    lakehouse.bronze();
    lakehouse.silver(Mode.INCREMENT);
    lakehouse.gold(Mode.INCREMENT);
    assertThat(changes(lakehouse)).hasSize(2).last().asString().contains("1 day", "(EUR +5.50)");

    lakehouse.gold(Mode.REBUILD);
    assertThat(changes(lakehouse)).as("a rebuild changes no figure").hasSize(2);
  }

  private static java.util.List<String> changes(TestLakehouse lakehouse) {
    return lakehouse.printed().lines().filter(line -> line.contains("net revenue of")).toList();
  }
}
