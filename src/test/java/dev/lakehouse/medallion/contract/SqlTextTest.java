package dev.lakehouse.medallion.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.TestSession;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text holds, a statement that has it as a literal or as a name has that text. */
class SqlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "it's",
        "ends with \\",
        "\\'; DROP TABLE orders; --",
        "\"double\" `tick` ``",
        "${spark.master} ${env:HOME} $${x} ${",
        "\\${spark.master}",
        "\\u0024{x} \\n %s",
        "line\nend\r\ttab nul\0",
        "é 日本 😀 \u202E"
      })
  void textComesBackAsItWas(String text) {
    // Where nobody has switched it off, Spark puts settings in the place of ${name}.
    SparkSession spark = TestSession.spark().newSession();
    spark.conf().set("spark.sql.variable.substitute", "true");
    assertThat(spark.sql("SELECT " + SqlText.literal(text)).first().getString(0)).isEqualTo(text);
    if (!text.isEmpty() && !text.contains("${")) {
      assertThat(spark.sql("SELECT 1 AS " + SqlText.identifier(text)).columns())
          .containsExactly(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a`b", "a'b", "A", "1a", "a.b", "a; DROP TABLE x", "é", "a\n"})
  void nameThatWouldNeedQuotesIsNoName(String name) {
    assertThatThrownBy(() -> new ColumnDefinition(name, "STRING", "Some text"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TableName(Layer.SILVER, name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rule.reject(name, "true"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
