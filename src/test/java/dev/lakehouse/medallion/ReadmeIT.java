package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Readme.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, typed one after the other as a reader would, print what it says. */
class ReadmeIT {

  @TempDir Path folder;

  @Test
  void commandsPrintWhatTheReadmeSays() throws Exception {
    for (Path needed : List.of(JavaCommand.TARGET, Path.of("sample_data").toAbsolutePath())) {
      Files.createSymbolicLink(folder.resolve(needed.getFileName()), needed);
    }
    List<Block> blocks =
        Readme.blocks().stream()
            .filter(block -> block.kind().equals("bash"))
            .filter(block -> !RecipesIT.isRecipe(block))
            // The tests cannot run the tests.
            .filter(block -> !block.name().equals("second"))
            .toList();
    assertThat(blocks).hasSizeGreaterThan(5);
    for (Block block : blocks) {
      // What is built is there.
      String commands = block.text().replaceFirst("^mvn .* && ", "");
      Transcript transcript = Transcript.of(commands, folder);
      Readme.output(block).ifPresent(transcript::assertPrinted);
    }
  }
}
