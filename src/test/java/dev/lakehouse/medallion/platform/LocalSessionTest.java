package dev.lakehouse.medallion.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lakehouse.medallion.TestSession;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class LocalSessionTest {

  private static final List<String> SETTINGS =
      List.of("spark.sql.codegen.factoryMode", "spark.sql.subexpressionElimination.enabled");

  /** A process may take in little first and then much, and then little again. */
  @Test
  void manyRowsAreWorkedOnAsSparkDoesByItselfAndFewAreNot() {
    SparkSession spark = TestSession.spark().newSession();
    SETTINGS.forEach(spark.conf()::unset);
    List<String> sparksOwn = settings(spark);

    LocalSession.expect(spark, 199_999);
    List<String> few = settings(spark);
    for (int i = 0; i < SETTINGS.size(); i++) {
      assertNotEquals(sparksOwn.get(i), few.get(i), SETTINGS.get(i));
    }

    LocalSession.expect(spark, 200_000);
    assertEquals(sparksOwn, settings(spark));

    LocalSession.expect(spark, 1);
    assertEquals(few, settings(spark));
  }

  private static List<String> settings(SparkSession spark) {
    return SETTINGS.stream().map(spark.conf()::get).toList();
  }
}
