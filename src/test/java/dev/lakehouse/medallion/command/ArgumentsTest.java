package dev.lakehouse.medallion.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command refuses: in one message, with status 2, and before anything is changed. */
class ArgumentsTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String lakehouse;

  @BeforeEach
  void nameALakehouse() {
    lakehouse = folder.resolve("lakehouse").toString();
  }

  @Test
  void misspeltStageIsAnsweredWithASuggestion() throws IOException {
    assertRefused("'silber'", "silver", "silber");
  }

  @Test
  void misspeltOptionIsAnsweredWithASuggestion() throws IOException {
    assertRefused("--lakehuose", "--lakehouse", "run", "--lakehuose", lakehouse);
  }

  @Test
  void missingLandingFolderIsNamed() throws IOException {
    String landing = folder.resolve("nowhere").toString();
    assertRefused(landing, "Remedy", "run", "--lakehouse", lakehouse, "--landing", landing);
  }

  @Test
  void fileInPlaceOfAFolderIsNamed() throws IOException {
    String file = Files.createFile(folder.resolve("orders.json")).toString();
    assertRefused(file, "is a file", "bronze", "--lakehouse", lakehouse, "--landing", file);
    assertRefused(file, "Remedy", "run", "--lakehouse", file);
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    assertRefused("/proc/nothing", "cannot be created", "setup", "--lakehouse", "/proc/nothing");
  }

  @Test
  void queryOfALakehouseThatIsNotThereIsRefused() throws IOException {
    assertRefused(lakehouse, "does not exist", "query", "SELECT 1", "--lakehouse", lakehouse);
  }

  @Test
  void badZoneIsNamed() throws IOException {
    assertRefused(
        "Mars/Olympus",
        "Remedy",
        "run",
        "--lakehouse",
        lakehouse,
        "--business-zone",
        "Mars/Olympus");
  }

  @Test
  void badRatioPrefixAndFormatAreNamed() throws IOException {
    assertRefused(
        "--faults is 2.0", "0 to 0.9", "generate", "--lakehouse", lakehouse, "--faults", "2");
    assertRefused(
        "'no-good'", "Remedy", "run", "--lakehouse", lakehouse, "--schema-prefix", "no-good");
    assertRefused("xml", "TABLE", "query", "SELECT 1", "--lakehouse", lakehouse, "--format", "xml");
  }

  @Test
  void idOfNobodyIsNamed() throws IOException {
    for (String id : new String[] {"0", "-3", "1.5", "C-1"}) {
      assertRefused(
          "'" + id + "' is no customer_id",
          "Remedy",
          "forget",
          "--lakehouse",
          lakehouse,
          "--customer=" + id);
    }
    assertRefused("--customer", "--help", "forget", "--lakehouse", lakehouse);
  }

  @Test
  void commandWithoutAStageShowsWhatThereIs() throws IOException {
    assertRefused("Missing", "--help");
  }

  @Test
  void questionsAndTheirQueriesAreShownWithoutALakehouse() {
    assertThat(execute("ask", "--lakehouse", lakehouse)).isZero();
    assertThat(text(out).lines())
        .contains("net-by-month                        What did each month bring in?");
    assertThat(execute("ask", "net-by-month", "--sql", "--schema-prefix", "dev_")).isZero();
    assertThat(text(out)).contains("FROM dev_gold.daily_totals JOIN dev_gold.dim_date");
    assertThat(folder.resolve("lakehouse")).doesNotExist();
  }

  @Test
  void tableIsDescribedToPeopleAndToProgramsWithoutALakehouse() {
    assertThat(execute("describe", "gold.daily_kpi")).isZero();
    assertThat(text(out)).contains("| net_week_before ");
    out.reset();
    assertThat(execute("describe", "gold.daily_kpi", "--json")).isZero();
    assertThat(text(out).lines())
        .singleElement()
        .asString()
        .startsWith("{\"event\":\"relation\"")
        .contains("\"table\":\"gold.daily_kpi\"", "\"name\":\"net_week_before\"")
        .doesNotContain("\"rows\"");
  }

  @Test
  void unknownQuestionIsAnsweredWithASuggestion() throws IOException {
    assertRefused("'net-by-mnth'", "net-by-month", "ask", "net-by-mnth", "--lakehouse", lakehouse);
  }

  @Test
  void helpListsEveryStage() {
    assertThat(execute("--help")).isZero();
    assertThat(text(out))
        .contains(
            "setup",
            "generate",
            "bronze",
            "silver",
            "gold",
            "run",
            "demo",
            "forget",
            "query",
            "report",
            "ask")
        .contains("Exit status");
    assertThat(execute("run", "--help")).isZero();
    assertThat(text(out)).contains("--landing", "--business-zone");
  }

  private void assertRefused(String problem, String help, String... arguments) throws IOException {
    err.reset();
    assertThat(execute(arguments)).isEqualTo(2);
    assertThat(text(err)).contains(problem).contains(help).doesNotContain("\tat ");
    assertThat(folder.resolve("lakehouse")).doesNotExist();
  }

  private int execute(String... arguments) {
    return Arguments.commandLine(new PrintStream(out, true), new PrintStream(err, true))
        .execute(arguments);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
