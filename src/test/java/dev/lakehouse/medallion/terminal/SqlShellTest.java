package dev.lakehouse.medallion.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.platform.StateFile;
import dev.lakehouse.medallion.stage.Pages;
import dev.lakehouse.medallion.stage.Query;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell as a person uses it: what is typed goes in, what is shown comes out. */
@Timeout(180)
class SqlShellTest {

  private static final String TAB = "\t";
  private static final String UP = "\u001bOA";
  private static final String CTRL_C = "\u0003";

  private static final String CTRL_D = "\u0004";
  private static final String ENTER = "\r";

  @TempDir Path folder;

  @Test
  void statementOfSeveralLinesIsRunWhenItIsEnded() throws IOException {
    assertThat(typed("SELECT 1 AS one,\n  2 AS two\n;\n\\q\n"))
        .contains("| one | two |", "|   1 |   2 |");
  }

  @Test
  void errorIsOneMessageAndTheShellGoesOn() throws IOException {
    String shown = typed("SELEKT 1;\nSELECT 1/0;\nSELECT 42 AS n;\n\\q\n");
    assertThat(shown)
        .contains("The statement cannot be run: SELEKT 1", "The statement failed.", "Remedy:")
        .contains("| 42 |")
        .doesNotContain("\tat ");
  }

  @Test
  void directivesAreForTheShell() throws IOException {
    Path csv = folder.resolve("out.csv");
    String shown =
        typed(
            "\\d\n\\d gold.daily_kpi\n\\format markdown\nSELECT 'a|b' AS x;\n\\format csv\n\\o "
                + csv
                + "\nSELECT 7 AS seven;\n\\nonsense\n\\format xml\n\\?\n\\q\nSELECT 99 AS after_leaving;\n");
    assertThat(shown)
        .contains("gold.daily_totals", "The key figures of each business day", "net_week_before")
        .contains("| x |", "| a\\|b |")
        .contains("There is no command \\nonsense.", "'xml' is no format.", "Ctrl-D")
        .doesNotContain("after_leaving |");
    assertThat(Files.readString(csv)).isEqualTo("seven\r\n7\r\n");
  }

  @Test
  void longTableIsShownByPages() throws IOException {
    String shown = typed("SELECT id FROM range(2500);\n\n\nq\nSELECT 'on' AS goes;\n\\q\n");
    assertThat(shown).contains("Enter for more", "|  0 |", "| 10 |").doesNotContain("| 2499 |");
    assertThat(shown).contains("| goes |");
  }

  @Test
  void tabCompletesKeywordsTablesAndColumns() throws IOException {
    // What has been typed is shown by a terminal that echoes, and completed in place.
    String shown = screen("sele", TAB, "net_week", TAB, "FROM gold.daily_kp", TAB);
    assertThat(shown).contains("SELECT").contains("gold.daily_kpi");
    assertThat(screen("SELECT * FROM gold.daily_kpi WHERE net_week", TAB))
        .contains("net_week_before");
  }

  @Test
  void droppedLineIsNotRunAndTheLastOneComesBack() throws IOException {
    String shown =
        screen("SELECT 'dropped' AS gone;", CTRL_C, "SELECT 5 AS five;", ENTER, UP, ENTER);
    assertThat(shown).doesNotContain("| gone");
    assertThat(shown.split("\\| five \\|", -1)).as(shown).hasSize(3);
  }

  @Test
  void whatWasTypedIsKeptForTheUserOnly() throws IOException {
    typed("SELECT 'kept' AS first;\n\\q\n");
    Path history = folder.resolve("history");
    assertThat(Files.readString(history)).contains("SELECT 'kept' AS first;");
    assertThat(Files.getPosixFilePermissions(history))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(screen(UP, UP, ENTER)).contains("| kept ");
  }

  /** What a terminal shows that only knows one line after the other. */
  private String typed(String keys) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (Terminal terminal =
        new DumbTerminal(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), shown)) {
      run(terminal);
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  /** What a terminal is sent that can edit a line, by a person who looks before the next key. */
  private String screen(String... keys) throws IOException {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal("test", "xterm", shown, StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(120, 40));
      Thread typing =
          new Thread(
              () -> {
                await(() -> prompts(shown) > 0);
                Stream.concat(Stream.of(keys), Stream.of(CTRL_C, CTRL_D))
                    .forEach(key -> type(terminal, shown, key));
              });
      typing.setDaemon(true);
      typing.start();
      run(terminal);
    }
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static void type(
      LineDisciplineTerminal terminal, ByteArrayOutputStream shown, String key) {
    int before = shown.size();
    long asked = prompts(shown);
    try {
      for (byte part : key.getBytes(StandardCharsets.UTF_8)) {
        terminal.processInputByte(part);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    switch (key) {
      case ENTER, CTRL_C -> await(() -> prompts(shown) > asked);
      case TAB, UP -> await(() -> shown.size() > before);
      case CTRL_D -> {}
      default -> await(() -> plain(shown).contains(key));
    }
  }

  /** How often it has asked for a statement. */
  private static long prompts(ByteArrayOutputStream shown) {
    return Pattern.compile("medallion> ").matcher(plain(shown)).results().count();
  }

  private static String plain(ByteArrayOutputStream shown) {
    return shown.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]", "");
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void run(Terminal terminal) {
    StateFile history = StateFile.in(folder.toString(), "history");
    SqlShell.on(terminal, history, new Tables(), Query.Target.of(Query.Format.TABLE)).run();
  }

  /** The names of all tables, and a Spark that has none of them. */
  private record Tables() implements Session {

    @Override
    public void run(String statement, Query.Target target, PrintStream out, Pages pages) {
      new Query(TestSession.spark(), out, pages).run(statement, target);
    }

    @Override
    public List<Relation> relations() {
      return Catalogue.relations();
    }

    @Override
    public String typed(Relation relation) {
      return relation.name().toString();
    }
  }
}
