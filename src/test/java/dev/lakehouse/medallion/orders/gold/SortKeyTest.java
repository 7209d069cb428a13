package dev.lakehouse.medallion.orders.gold;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.TestSession;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class SortKeyTest {

  /** Days before 1970 and far ahead; numbers for which there is no room, and negative ones. */
  @Test
  void sortsByTheDayWhateverTheNumber() {
    List<Row> sorted =
        TestSession.spark()
            .sql(
                """
                SELECT day, number
                FROM (SELECT explode(array(DATE'0001-01-01', DATE'1969-12-31', DATE'1970-01-01',
                    DATE'2025-03-01', DATE'2025-03-02', DATE'9999-12-31')) AS day)
                  CROSS JOIN (SELECT explode(array(0L, 1L, -1L, 9223372036854775807L,
                    1099511627776L)) AS number)""")
            .orderBy(SortKey.of(col("day"), col("number")))
            .collectAsList();
    List<String> days = sorted.stream().map(row -> row.get(0).toString()).toList();
    assertThat(days).hasSize(30).isSorted();
  }

  @Test
  void sortsADayByTheNumberAsFarAsThereIsRoom() {
    List<Row> sorted =
        TestSession.spark()
            .sql(
                "SELECT explode(array(1099511627775L, 0L, 70000L, 5L)) AS number,"
                    + " DATE'1969-12-31' AS day")
            .orderBy(SortKey.of(col("day"), col("number")))
            .collectAsList();
    assertThat(sorted.stream().map(row -> row.getLong(0)).toList())
        .containsExactly(0L, 5L, 70000L, 1099511627775L);
  }
}
