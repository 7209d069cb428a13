package dev.lakehouse.medallion.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What the help of each command says can be done. */
class HelpTest {

  private static final Pattern EXAMPLE = Pattern.compile("^  medallion ?(.*)$", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  static Stream<String> commands() {
    return specs(commandLine()).stream().map(spec -> spec.qualifiedName(" "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpHasExamplesThatCanBeTyped(String name) {
    List<String> examples = examples(help(name));
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      ParseResult parsed = commandLine().parseArgs(words(example));
      while (parsed.hasSubcommand()) {
        parsed = parsed.subcommand();
      }
      assertThat(parsed.commandSpec().qualifiedName(" ")).as(example).startsWith(name);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpSaysHowTheCommandEnds(String name) {
    assertThat(help(name)).contains("Exit status:", " 0   Done.", " 2   Something", " 3   Another");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandCanBeAskedForEvents(String name) {
    assertThat(help(name)).contains("--json", "--quiet", "--verbose");
  }

  private static String help(String name) {
    return specs(commandLine()).stream()
        .filter(spec -> spec.qualifiedName(" ").equals(name))
        .map(spec -> spec.commandLine().getUsageMessage())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> examples(String help) {
    List<String> examples = new ArrayList<>();
    for (Matcher line = EXAMPLE.matcher(help); line.find(); ) {
      examples.add(line.group(1));
    }
    return examples;
  }

  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> Stream.of(1, 2, 3).map(word::group).filter(it -> it != null).findFirst())
        .map(word -> word.orElseThrow())
        .toArray(String[]::new);
  }

  private static List<CommandSpec> specs(CommandLine command) {
    List<CommandSpec> specs = new ArrayList<>(List.of(command.getCommandSpec()));
    command.getSubcommands().values().forEach(it -> specs.addAll(specs(it)));
    return specs;
  }

  private static CommandLine commandLine() {
    return Arguments.commandLine(System.out, System.err);
  }
}
