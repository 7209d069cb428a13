package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTest {

  private static final String ODD =
      """
      SELECT 'a,"b"
      c' AS text, CAST(NULL AS STRING) AS nothing, 1.50 AS number, array(1, 2) AS list,
        TIMESTAMP'2025-03-01 10:00:00.123456Z' AS at, 'é' AS text""";

  @Test
  void csvFollowsRfc4180() {
    assertThat(printed(ODD, Query.Format.CSV))
        .isEqualTo(
            "text,nothing,number,list,at,text\r\n"
                + "\"a,\"\"b\"\"\nc\",,1.50,\"[1,2]\",2025-03-01 10:00:00.123456,é\r\n");
  }

  @Test
  void jsonIsOneObjectPerLine() {
    assertThat(
            printed(
                "SELECT 1 AS a, CAST(NULL AS INT) AS b UNION ALL SELECT 2, 3", Query.Format.JSON))
        .isEqualTo("{\"a\":1,\"b\":null}\n{\"a\":2,\"b\":3}\n");
  }

  @Test
  void tableAlignsAndNeverSteersTheTerminal() {
    assertThat(printed("SELECT 'x' AS name, 12 AS n, '\u001b[31mred' AS odd", Query.Format.TABLE))
        .contains("| name |  n |", "| x    | 12 |")
        .doesNotContain("\u001b");
  }

  @Test
  void answerSaysInWordsWhatIsNotThere() {
    assertThat(answered("SELECT 1 AS a, CAST(NULL AS INT) AS b", Query.Format.TABLE))
        .contains("| 1 | n/a |");
    assertThat(answered("SELECT 1 AS a WHERE FALSE", Query.Format.TABLE).lines())
        .containsExactly("No rows: nothing in the data fits \"What is there?\"");
    assertThat(answered("SELECT 1 AS a WHERE FALSE", Query.Format.CSV)).isEqualTo("a\r\n");
    assertThat(answered("SELECT CAST(NULL AS INT) AS a", Query.Format.JSON).lines())
        .containsExactly("{\"a\":null}");
  }

  @Test
  void statementThatCannotBeRunIsTheUsersToMend() {
    assertThatThrownBy(() -> printed("SELEKT 1", Query.Format.CSV))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("SELEKT 1");
    assertThatThrownBy(() -> printed("SELECT * FROM no_such_table", Query.Format.TABLE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no_such_table")
        .hasMessageContaining("Remedy");
  }

  @Test
  void refusalSaysWhatSparkSaysWithoutItsPlan() {
    assertThatThrownBy(() -> printed("SELECT nothing FROM range(1)", Query.Format.CSV))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("`nothing` cannot be resolved")
        .hasMessageNotContaining("Project")
        .hasMessageNotContaining("+-");
  }

  @Test
  void markdownEscapesWhatWouldBeTakenForMarkup() {
    assertThat(
            printed(
                "SELECT 'a|b*' AS text, 12 AS n, CAST(NULL AS INT) AS gap", Query.Format.MARKDOWN))
        .isEqualTo("| text | n | gap |\n| --- | ---: | ---: |\n| a\\|b\\* | 12 |  |\n");
  }

  @Test
  void resultIsWrittenToAFileOrByParquetToAFolder(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("numbers.csv");
    Path parquet = folder.resolve("numbers.parquet");
    String none =
        printed(query -> query.run("SELECT id FROM range(1500)", target(Query.Format.CSV, csv)));
    assertThat(none).isEmpty();
    assertThat(Files.readAllLines(csv)).hasSize(1501).startsWith("id", "0").endsWith("1499");
    printed(query -> query.run("SELECT id FROM range(9)", target(Query.Format.PARQUET, parquet)));
    assertThat(TestSession.spark().read().parquet(parquet.toString()).count()).isEqualTo(9);
  }

  @Test
  void fileIsReplacedByAWholeResultOnly(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("kept.csv"), "kept");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
    assertThatThrownBy(
            () ->
                printed(
                    query ->
                        query.run(
                            "SELECT 10 DIV (id - 1400) AS n FROM range(1500)",
                            target(Query.Format.CSV, link))))
        .hasStackTraceContaining("DIVIDE_BY_ZERO");
    assertThat(file).hasContent("kept");
    printed(query -> query.run("SELECT 1 AS n", target(Query.Format.CSV, link)));
    assertThat(file).hasContent("n\r\n1\r\n");
    assertThat(link).isSymbolicLink();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, link);
    }
  }

  @Test
  void fileThatCannotBeWrittenIsNamed(@TempDir Path folder) {
    Path nowhere = folder.resolve("no/such/file.csv");
    assertThatThrownBy(
            () -> printed(query -> query.run("SELECT 1", target(Query.Format.CSV, nowhere))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(nowhere.toString());
    assertThatThrownBy(
            () -> printed(query -> query.run("SELECT 1", target(Query.Format.PARQUET, folder))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--out");
    assertThatThrownBy(() -> Query.Target.of(Query.Format.PARQUET))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--out");
  }

  @Test
  void rowsAreEventsForPrograms() {
    assertThat(printed(query -> query.rows("SELECT 1 AS a, CAST(NULL AS INT) AS b", "query")))
        .isEqualTo("{\"event\":\"row\",\"of\":\"query\",\"row\":{\"a\":1,\"b\":null}}\n");
  }

  private static Query.Target target(Query.Format format, Path file) {
    return new Query.Target(format, Optional.of(file.toString()));
  }

  private static String printed(String statement, Query.Format format) {
    return printed(query -> query.run(statement, format));
  }

  private static String answered(String statement, Query.Format format) {
    Question question = new Question("what", "What is there?", statement);
    return printed(query -> query.answer(question, table -> table, Query.Target.of(format)));
  }

  private static String printed(Consumer<Query> step) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    step.accept(
        new Query(TestSession.spark(), new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
