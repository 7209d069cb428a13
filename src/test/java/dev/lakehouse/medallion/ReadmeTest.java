package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.command.Arguments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the README says of commands, options, packages and places is so. */
class ReadmeTest {

  /** What starts the application, up to its arguments; those end where the shell goes on. */
  private static final Pattern STARTED =
      Pattern.compile(
          "(?:target/medallion|medallion-pipeline\\.jar|medallion\\.Main)"
              + "((?: +(?:'[^']*'|\"[^\"]*\"|[^\\s'\"&|;#<)]+))+)");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** Options of other programs that are spoken of. */
  private static final Set<String> OTHERS = Set.of("--conf", "--var", "--headless");

  static Stream<String> invocations() {
    return Readme.blocks().stream()
        .filter(block -> block.kind().equals("bash") || block.kind().equals("shell"))
        .flatMap(
            block ->
                STARTED
                    .matcher(block.text().replace("\\\n", " ").replaceAll(" #.*", ""))
                    .results()
                    .map(started -> started.group(1).trim()));
  }

  @ParameterizedTest
  @MethodSource("invocations")
  void commandCanBeTyped(String arguments) {
    String[] words =
        WORD.matcher(arguments)
            .results()
            .map(word -> word.group().replaceAll("^(['\"])(.*)\\1$", "$2"))
            // What a shell puts in: the loop over seeds.
            .map(word -> word.replaceAll("\\$\\w+", "1"))
            .toArray(String[]::new);
    commandLine().parseArgs(words);
  }

  /** As one after the other; {@code RecipesIT} builds and runs what comes of it. */
  @Test
  void recipesCanStillBeApplied(@TempDir Path folder) throws Exception {
    String changes =
        Readme.blocks().stream()
            .filter(block -> block.kind().equals("diff"))
            .map(Readme.Block::text)
            .collect(Collectors.joining());
    assertThat(changes).isNotEmpty();
    Path file = Files.writeString(folder.resolve("changes.diff"), changes);
    Process check =
        new ProcessBuilder("git", "apply", "--check", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  @Test
  void commandsAreListedAsTheyAre() {
    Readme.Block listing =
        Readme.blocks().stream()
            .filter(block -> block.text().startsWith("medallion <stage>"))
            .findFirst()
            .orElseThrow();
    List<String> listed =
        Pattern.compile("(?m)^  (\\w+)")
            .matcher(listing.text())
            .results()
            .map(line -> line.group(1))
            .toList();
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            commandLine().getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"))
                .toList());
  }

  @Test
  void optionsThatAreNamedAreThere() {
    Set<String> known = new TreeSet<>(OTHERS);
    options(commandLine()).forEach(known::add);
    Set<String> named =
        Pattern.compile("`(?:[a-z ]+ )?(--[a-z][a-z-]+)[^`]*`")
            .matcher(Readme.text().replaceAll("(?ms)^```.*?^```$", ""))
            .results()
            .map(option -> option.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).hasSizeGreaterThan(10);
    assertThat(known).containsAll(named);
  }

  @Test
  void everyPackageIsExplained() throws Exception {
    String explained =
        Readme.blocks().stream()
            .filter(block -> block.text().startsWith("Main "))
            .findFirst()
            .orElseThrow()
            .text();
    Path packages = Path.of("src/main/java/dev/lakehouse/medallion");
    try (Stream<Path> folders = Files.list(packages).filter(Files::isDirectory)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .allSatisfy(name -> assertThat(explained).containsPattern("(?m)^" + name + " "));
    }
  }

  @Test
  void linksLeadSomewhere() {
    String text = Readme.text();
    Set<String> anchors =
        Pattern.compile("(?m)^#+ (.*)$")
            .matcher(text)
            .results()
            .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
            .collect(Collectors.toSet());
    for (MatchResult link : Pattern.compile("\\]\\(([^)]+)\\)").matcher(text).results().toList()) {
      String target = link.group(1);
      if (target.startsWith("#")) {
        assertThat(anchors).contains(target.substring(1));
      } else if (!target.startsWith("https://")) {
        assertThat(Path.of(target)).exists();
      }
    }
  }

  private static Stream<String> options(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    return Stream.concat(
        spec.options().stream().flatMap(option -> Stream.of(option.names())),
        command.getSubcommands().values().stream().flatMap(ReadmeTest::options));
  }

  private static CommandLine commandLine() {
    return Arguments.commandLine(System.out, System.err);
  }
}
