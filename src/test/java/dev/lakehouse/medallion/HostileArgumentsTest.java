package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.command.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Whatever is written for an option or a parameter, the command does what it says or is refused in
 * one message, and nothing else comes of it.
 */
class HostileArgumentsTest {

  private static final String GENERATE =
      "generate|HERE|--orders=1|--files=1|--faults=0|--landing=PATH/landing";

  /** Those of which only some texts are tried: beyond the parser, each takes a while. */
  private static final Set<String> COSTLY =
      Set.of(
          "generate --answer-key",
          "verify --answer-key",
          "trace ORDER_ID",
          "--reason",
          "--where",
          "report --out");

  /**
   * A command line for each option or parameter that takes text: the cheapest that uses it. What is
   * shared by several commands is one option. Where the text is a path it is put below a folder of
   * the test; {@code PATH} and {@code TEXT} stand for it.
   */
  private static final Map<String, String> USES =
      Map.ofEntries(
          Map.entry("--lakehouse", "query|SELECT 1|--lakehouse=PATH"),
          Map.entry("--landing", "bronze|HERE|--landing=PATH"),
          Map.entry("--catalog", "setup|--dry-run|HERE|--catalog=TEXT"),
          Map.entry("--schema-prefix", "query|SELECT 1|HERE|--schema-prefix=TEXT"),
          Map.entry("--max-bytes-per-trigger", "bronze|HERE|--max-bytes-per-trigger=TEXT"),
          Map.entry("--backfill-interval", "bronze|HERE|--backfill-interval=TEXT"),
          Map.entry("--archive", "bronze|HERE|--clean-source=move|--archive=PATH"),
          Map.entry("generate --answer-key", GENERATE + "|--answer-key=PATH/key"),
          Map.entry("verify --answer-key", "verify|HERE|--layers=ref|--answer-key=PATH/none"),
          Map.entry("--customer", "forget|HERE|--customer=TEXT"),
          Map.entry("--feed", "quarantine|waive|HERE|--reason=none|--where=false|--feed=TEXT"),
          Map.entry("--reason", "quarantine|waive|HERE|--where=false|--reason=TEXT"),
          Map.entry("--where", "quarantine|waive|HERE|--reason=none|--where=TEXT"),
          Map.entry("load TABLE", "load|HERE|--|TEXT|nowhere.csv"),
          Map.entry("load FILE", "load|HERE|--|ref.exchange_rates|PATH"),
          Map.entry("trace ORDER_ID", "trace|HERE|--|TEXT"),
          Map.entry("describe TABLE", "describe|HERE|--|TEXT"),
          Map.entry("report --out", "report|HERE|--out=PATH.html"),
          Map.entry("ask NAME", "ask|HERE|--|TEXT"),
          Map.entry("query --out", "query|SELECT 1 AS one|HERE|--format=csv|--out=PATH"),
          Map.entry("query SQL", "query|HERE|--|TEXT"));

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static List<String> texts;
  private static List<String> before;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void makeALakehouse() throws IOException {
    Files.createDirectories(folder.resolve("hostile/deeper"));
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    lakehouse.land("orders.json", OrderLine.of("A-1").json(), "malformed");
    lakehouse.runToSilver();
    String sentinel = lakehouse.named("{silver.sentinel}");
    lakehouse.sql("CREATE TABLE {silver.sentinel} USING DELTA AS SELECT 1 AS here");
    texts =
        List.of(
            "'; DROP TABLE " + sentinel + "; --",
            "\\'\"`; DROP TABLE " + sentinel + "; -- \\",
            "${spark.master}${env:HOME}{a,b}[x]*?$HOME%20%s%n#1&|;<>",
            "../..",
            "é, 日本 and 😀, line\nend\r\n\u2028\u202Eturned\u001b[31m",
            "nul\0inside",
            "x".repeat(5000),
            "--wait",
            "@" + Files.writeString(folder.resolve("file"), "--help"),
            "");
    before = contents();
  }

  @AfterEach
  void assertThatNothingChanged() {
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void everyOptionThatTakesTextIsTried() {
    TreeSet<String> names = new TreeSet<>();
    texts(Arguments.commandLine(System.out, System.err).getCommandSpec()).forEach(names::add);
    assertThat(names).isEqualTo(new TreeSet<>(USES.keySet()));
  }

  @Test
  void hostileTextIsTakenAsItIsOrRefusedInOneMessage() throws Exception {
    List<String> some = List.of(texts.get(1), texts.get(4), texts.get(6));
    SoftAssertions softly = new SoftAssertions();
    for (Map.Entry<String, String> use : new TreeMap<>(USES).entrySet()) {
      for (String text : COSTLY.contains(use.getKey()) ? some : texts) {
        softly
            .assertThatCode(() -> assertDoneOrRefused(arguments(use.getValue(), text)))
            .as(use.getKey() + " " + text)
            .doesNotThrowAnyException();
      }
    }
    softly.assertAll();
  }

  @Test
  void whatIsNoTextIsRefusedAsTheCommandLineIsRead() {
    List<List<String>> tried = new ArrayList<>();
    for (CommandSpec command : commands(Arguments.commandLine(System.out, System.err))) {
      for (OptionSpec option : command.options()) {
        if (option.arity().max() > 0 && !isText(option)) {
          for (String text : texts) {
            List<String> arguments =
                new ArrayList<>(List.of(command.qualifiedName(" ").split(" ")));
            arguments.remove(0);
            arguments.add(option.longestName() + "=" + text);
            assertThat(execute(arguments)).as(arguments.toString()).isEqualTo(2);
            assertRefused(arguments);
            tried.add(arguments);
          }
        }
      }
    }
    assertThat(tried).hasSizeGreaterThan(100);
  }

  @Test
  void conditionOfAWaiverCanOnlySayWhichLines() {
    for (String condition :
        List.of(
            "true; DROP TABLE " + lakehouse.named("{silver.sentinel}"),
            "true) OR (true",
            "1 = 1 -- \n UNION SELECT 1",
            "reflect('java.lang.System', 'setProperty', 'medallion.reached', 'yes') IS NULL",
            "`java_method`('java.lang.System', 'setProperty', 'medallion.reached', 'yes') = ''",
            "TRY_REFLECT ('java.lang.System', 'setProperty', 'medallion.reached', 'yes') = ''")) {
      List<String> arguments =
          arguments("quarantine|waive|HERE|--reason=none|--where=TEXT", condition);
      assertThat(execute(arguments)).as(condition).isEqualTo(2);
      assertRefused(arguments);
    }
    assertThat(System.getProperty("medallion.reached")).isNull();
  }

  @Test
  void catalogIsQuotedWhereAPersonIsGivenSqlToPaste() {
    assertThat(execute(List.of("ask", "net-by-month", "--sql", "--catalog=my-own`catalog")))
        .isZero();
    assertThat(text(out)).contains("FROM `my-own``catalog`.gold.daily_totals");
    assertThat(execute(List.of("describe", "--metric-view", "--catalog=x; DROP"))).isEqualTo(2);
  }

  @Test
  void unknownCatalogIsRefused() {
    List<String> arguments = arguments("setup|--dry-run|HERE|--catalog=TEXT", "nosuch");
    assertThat(execute(arguments)).isEqualTo(2);
    assertRefused(arguments);
  }

  private void assertDoneOrRefused(List<String> arguments) {
    int status = execute(arguments);
    assertThat(status).as(arguments + " " + text(err)).isIn(0, 2);
    if (status == 2) {
      assertRefused(arguments);
    }
  }

  private void assertRefused(List<String> arguments) {
    assertThat(text(err))
        .as(arguments.toString())
        .matches("(?s)[A-Z'-].*\\n  Cause:  .+\\n  Remedy: .+\\n")
        .doesNotContain("\tat ")
        .doesNotContainPattern("[\\p{Cc}&&[^\n\r]]|[\\u2028\\u202E]");
    assertThat(text(err).split("\n  Cause:  ", -1)).hasSize(2);
  }

  private int execute(List<String> arguments) {
    out.reset();
    err.reset();
    return Arguments.commandLine(new PrintStream(out, true), new PrintStream(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  /** The arguments of a use, in the lakehouse of this test. */
  private static List<String> arguments(String use, String text) {
    List<String> arguments = new ArrayList<>();
    for (String part : use.split("\\|")) {
      if (part.equals("HERE")) {
        lakehouse.arguments().stream()
            .filter(it -> !use.contains(it.substring(0, it.indexOf('='))))
            .forEach(arguments::add);
      } else {
        arguments.add(
            part.replace("PATH", folder.resolve("hostile/deeper") + "/" + text)
                .replace("TEXT", text));
      }
    }
    return arguments;
  }

  /** What is in a table of which no option tells, and how often the others were written to. */
  private static List<String> contents() {
    List<String> contents = new ArrayList<>(lakehouse.rows("SELECT * FROM {silver.sentinel}"));
    for (String table :
        List.of(
            "bronze.orders_raw",
            "silver.order_events",
            "silver.orders",
            "silver.order_waivers",
            "ops.ledger")) {
      contents.add(table + " " + lakehouse.version(table));
    }
    return contents;
  }

  /** The options and parameters that take text; those of one command alone with its name. */
  private static List<String> texts(CommandSpec root) {
    Map<String, List<String>> byDeclaration = new LinkedHashMap<>();
    for (CommandSpec command : commands(root.commandLine())) {
      for (ArgSpec argument : command.args()) {
        if (argument.arity().max() > 0 && isText(argument)) {
          byDeclaration
              .computeIfAbsent(
                  argument.userObject() + name(argument), declaration -> new ArrayList<>())
              .add(command.name() + " " + name(argument));
        }
      }
    }
    List<String> names = new ArrayList<>();
    for (List<String> uses : byDeclaration.values()) {
      String any = uses.get(0);
      String shared = any.substring(any.indexOf(' ') + 1);
      names.add(uses.stream().filter(USES::containsKey).findFirst().orElse(shared));
    }
    return names;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static boolean isText(ArgSpec argument) {
    return argument.typeInfo().getType() == String.class
        || argument.auxiliaryTypes().length > 0 && argument.auxiliaryTypes()[0] == String.class;
  }

  private static List<CommandSpec> commands(CommandLine command) {
    List<CommandSpec> commands = new ArrayList<>(List.of(command.getCommandSpec()));
    command.getSubcommands().values().forEach(it -> commands.addAll(commands(it)));
    return commands;
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
