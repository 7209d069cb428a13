package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.SampleLakehouse;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.ViewDefinition;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class SetupTest {

  @Test
  void everyTableAndEveryColumnHasAComment() {
    TestLakehouse lakehouse = SampleLakehouse.get();
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
    TestLakehouse lakehouse = SampleLakehouse.get();
    lakehouse.sql("CREATE OR REPLACE VIEW {gold.dim_status} AS SELECT 1 AS other");
    lakehouse.sql("ALTER VIEW {gold.dim_channel} SET TBLPROPERTIES ('kept' = 'yes')");
    lakehouse.pipeline().setup();
    assertThat(lakehouse.sql("SELECT * FROM {gold.dim_status}").columns())
        .containsExactly("status", "label");
    assertThat(lakehouse.rows("SHOW TBLPROPERTIES {gold.dim_channel}")).contains("kept|yes");
  }

  @Test
  void setupOfWhatExistsCreatesNothing() {
    assertThat(SampleLakehouse.get().pipeline().setup().isNothing()).isTrue();
  }
}
