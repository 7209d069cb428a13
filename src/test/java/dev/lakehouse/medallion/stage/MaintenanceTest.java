package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upkeep makes tables smaller and takes nothing from anybody. */
class MaintenanceTest {

  private static final TableName RAW = new TableName(Layer.BRONZE, "orders_raw");

  private static final TableName READER = new TableName(Layer.SILVER, "orders");

  @Test
  void tablesAreCompactedAndWhatAReaderHasNotComeToStays(@TempDir Path folder) throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    for (int file = 0; file < 3; file++) {
      lakehouse.land(file + ".json", OrderLine.of("N-" + file).json());
      if (file == 0) {
        lakehouse.runToSilver();
        // So that old files need not be a week old to be removed.
        lakehouse.sql(
            "ALTER TABLE {bronze.orders_raw} SET TBLPROPERTIES"
                + " ('delta.deletedFileRetentionDuration' = 'interval 0 hours')");
      } else {
        lakehouse.bronze();
      }
    }

    Maintenance.Result behind = ofRaw(lakehouse);
    assertThat(behind.behind()).containsExactly(READER);
    assertThat(behind.before().files()).isEqualTo(3);
    assertThat(behind.after().files()).as("the old files, and the one of all lines").isEqualTo(4);
    lakehouse.silver(Mode.INCREMENT);
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders}")).isEqualTo(3L);

    Maintenance.Result done = ofRaw(lakehouse);
    assertThat(done.behind()).isEmpty();
    assertThat(done.after().files()).isEqualTo(1);
    assertThat(done.after().bytes()).isPositive().isLessThan(done.before().bytes());
    lakehouse.land("3.json", OrderLine.of("N-3").json());
    lakehouse.runToSilver();
    assertThat(lakehouse.value("SELECT count(*) FROM {silver.orders}")).isEqualTo(4L);
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  private static Maintenance.Result ofRaw(TestLakehouse lakehouse) {
    Lakehouse tables = new Lakehouse(lakehouse.platform());
    return new Maintenance(lakehouse.platform(), tables, new Ledger(tables, "test"))
        .of(RAW, List.of(READER));
  }
}
