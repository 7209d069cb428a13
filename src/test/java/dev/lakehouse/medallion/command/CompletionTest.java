package dev.lakehouse.medallion.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, in bash itself. */
class CompletionTest {

  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path folder;

  @BeforeEach
  void requireBash() {
    assumeThat(BASH).as("completion is tested in bash, which is not here").exists();
  }

  @Test
  void bashCompletesCommandsOptionsAndValues() throws Exception {
    assertThat(completed("medallion", "s")).contains("setup", "silver").doesNotContain("gold");
    assertThat(completed("medallion", "run", "--la")).contains("--lakehouse", "--landing");
    assertThat(completed("medallion", "quarantine", "")).contains("retry", "waive");
    assertThat(completed("medallion", "query", "--format", "")).contains("CSV", "PARQUET");
  }

  @Test
  void scriptForZshBeginsByMakingZshUnderstandIt() {
    assertThat(script("zsh")).startsWith("autoload -Uz compinit bashcompinit");
  }

  /** What bash proposes for the last of some words. */
  private List<String> completed(String... words) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("completion.bash"), script("bash"));
    StringBuilder typed = new StringBuilder();
    for (String word : words) {
      typed.append(" '").append(word).append('\'');
    }
    String asked =
        """
        source '%s'
        COMP_WORDS=(%s); COMP_CWORD=%d
        _complete_medallion
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, typed, words.length - 1);
    Process bash =
        new ProcessBuilder(BASH.toString(), "--norc", "-c", asked)
            .redirectErrorStream(true)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(answer).isZero();
    return answer.lines().map(String::strip).toList();
  }

  private static String script(String shell) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Arguments.commandLine(print, print).execute("completion", shell)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
