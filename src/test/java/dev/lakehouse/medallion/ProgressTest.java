package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.voice.Advanced;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long something will take can be told where its steps were counted before. */
class ProgressTest {

  private final List<Event> told = new ArrayList<>();

  @Test
  void setupTakesAStepForEachTable(@TempDir Path folder) {
    new Pipeline(new TestLakehouse(folder).platform(), new Listening(told::add)).setup();
    assertThat(begun()).isEqualTo(new Begun("setup", Catalogue.tables().size(), "tables"));
    assertAllStepsWereTaken();
  }

  @Test
  void verifyTakesAStepForEachComparison() {
    TestLakehouse lakehouse = SampleLakehouse.get();
    new Reader(lakehouse.platform(), new Listening(told::add)).verify(Zones.UTC, Set.of(Layer.OPS));
    assertThat(begun().stage()).isEqualTo("verify");
    assertAllStepsWereTaken();
  }

  private Begun begun() {
    return told.stream()
        .filter(Begun.class::isInstance)
        .map(Begun.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void assertAllStepsWereTaken() {
    List<Long> done = new ArrayList<>();
    for (Event event : told) {
      if (event instanceof Advanced advanced) {
        assertThat(advanced.steps()).isEqualTo(begun().steps());
        done.add(advanced.done());
      }
    }
    assertThat(done).hasSize((int) begun().steps()).isSorted().doesNotHaveDuplicates();
  }
}
