package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.SampleLakehouse;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Statement;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.orders.Orders;
import dev.lakehouse.medallion.platform.Failures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

  @Test
  void everyTableAndEveryColumnHasAComment() {
    TestLakehouse lakehouse = SampleLakehouse.get().attach();
    Stream<TableName> names =
        Stream.concat(
            Catalogue.tables().stream().map(TableDefinition::name),
            Catalogue.views().stream().map(ViewDefinition::name));
    for (TableName name : names.toList()) {
      String qualified = lakehouse.platform().qualified(name);
      for (StructField column : TestSession.spark().table(qualified).schema().fields()) {
        assertThat(column.getComment().isDefined()).as(name + "." + column.name()).isTrue();
      }
      assertThat(
              TestSession.spark()
                  .sql("DESCRIBE TABLE EXTENDED " + qualified)
                  .where("col_name = 'Comment' AND data_type <> ''")
                  .count())
          .as(name.toString())
          .isEqualTo(1);
    }
  }

  @Test
  void tablesHaveTheDeclaredColumnsInOrder() {
    for (TableDefinition table : Catalogue.tables()) {
      String qualified = SampleLakehouse.get().platform().qualified(table.name());
      assertThat(TestSession.spark().table(qualified).columns())
          .containsExactly(table.columnNames().toArray(String[]::new));
    }
  }

  @Test
  void viewIsDefinedAnewOnlyWhereItsDefinitionChanged() {
    TestLakehouse lakehouse = SampleLakehouse.get().attach();
    lakehouse.sql("CREATE OR REPLACE VIEW {gold.dim_status} AS SELECT 1 AS other");
    lakehouse.sql("ALTER VIEW {gold.dim_channel} SET TBLPROPERTIES ('kept' = 'yes')");
    lakehouse.attach();
    assertThat(lakehouse.sql("SELECT * FROM {gold.dim_status}").columns())
        .containsExactly("status", "label");
    assertThat(lakehouse.rows("SHOW TBLPROPERTIES {gold.dim_channel}")).contains("kept|yes");
  }

  @Test
  void setupOfWhatExistsCreatesNothing() {
    assertThat(SampleLakehouse.get().pipeline().setup().isNothing()).isTrue();
  }

  @Test
  void whatIsLeftOfATableThatDiedAsItWasMadeIsClearedAway(@TempDir Path folder) throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    Path table = lakehouse.folder("ref.exchange_rates");
    Path log = Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(log.resolve(".00000000000000000000.json.1f.tmp"), "{\"commitInfo\":{");
    lakehouse.pipeline().setup();
    assertThat(log).isDirectoryContaining("glob:**.json").isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void filesThatLieWhereATableIsToBeAreKept(@TempDir Path folder) throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    Path table = lakehouse.folder("ref.exchange_rates");
    Files.createDirectories(table.resolve("_delta_log"));
    Path file = Files.writeString(table.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> lakehouse.pipeline().setup())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exchange_rates");
    assertThat(file).hasContent("mine");
  }

  @Test
  void dryRunPrintsWhatWouldBeRunAndRunsNothing(@TempDir Path folder) {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.pipeline().setupPlan();
    String[] statements = lakehouse.printed().split(";\n");
    assertThat(lakehouse.platform().attach(Orders.CURRENT)).isFalse();
    for (String statement : statements) {
      TestSession.spark().sql(statement);
    }
    assertThat(lakehouse.platform().attach(Orders.CURRENT)).isTrue();
    assertThat(lakehouse.pipeline().setup().isNothing()).isTrue();
  }

  @Test
  void missingPrivilegeIsNamed() {
    Statement statement =
        new Statement("CREATE SCHEMA x", "schema `main`.`gold`", "CREATE SCHEMA ON CATALOG `main`");
    Exception failure =
        new IllegalStateException(
            "[PERMISSION_DENIED] User does not have CREATE SCHEMA on Catalog 'main'.");
    assertThat(Failures.saysNotPermitted(failure)).isTrue();
    assertThat(Setup.refusal(statement, failure).getMessage())
        .contains("The schema `main`.`gold` may not be created.")
        .contains("User does not have CREATE SCHEMA")
        .contains("GRANT CREATE SCHEMA ON CATALOG `main` TO");
  }
}
