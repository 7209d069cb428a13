package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.Readme.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's recipes, followed to the letter in a copy of the project. */
@Tag("long")
class RecipesIT {

  private static final List<String> COPIED =
      List.of("pom.xml", "README.md", "src", "sample_data", "workflows", "diagrams");

  @TempDir Path project;

  static boolean isRecipe(Block block) {
    return Readme.blocks().stream()
        .anyMatch(any -> any.kind().equals("diff") && any.section().equals(block.section()));
  }

  /** The changes are made one after the other and built at once; a lakehouse is there before. */
  @Test
  void recipesDoWhatTheySay() throws Exception {
    for (String name : COPIED) {
      Path from = Path.of(name).toAbsolutePath();
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, project.resolve(name).resolve(from.relativize(file).toString()));
        }
      }
    }
    Transcript.of(JavaCommand.TARGET + "/medallion run --landing sample_data", project);

    List<Block> recipes = Readme.blocks().stream().filter(RecipesIT::isRecipe).toList();
    assertThat(recipes).extracting(Block::section).contains("A column", "A source");
    for (Block recipe : recipes) {
      if (recipe.kind().equals("diff")) {
        Path change = Files.writeString(project.resolve("change.diff"), recipe.text());
        Transcript.of("git apply " + change, project);
      }
    }
    Transcript.of("mvn -B -q -DskipTests package", project);
    for (Block recipe : recipes) {
      if (recipe.kind().equals("bash")) {
        Transcript transcript = Transcript.of(recipe.text(), project);
        Readme.output(recipe).ifPresent(transcript::assertPrinted);
      }
    }
  }
}
