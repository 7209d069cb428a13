package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.platform.UpToDateCheck;
import dev.lakehouse.medallion.voice.Done;
import dev.lakehouse.medallion.voice.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has nothing to do is one after which nothing has come, whenever it came. */
class UpToDateTest {

  @TempDir Path folder;

  @Test
  void fileThatComesDuringARunIsForTheNext() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.land("one.json", OrderLine.of("A-1").json());
    run(
        lakehouse,
        event -> {
          if (event instanceof Done done && done.entry().stage().equals("gold")) {
            lakehouse.land("two.json", OrderLine.of("A-2").json());
          }
        });
    assertThat(isUpToDate(lakehouse)).isFalse();

    run(lakehouse, event -> {});
    assertThat(lakehouse.rows("SELECT order_id FROM {silver.orders} ORDER BY 1"))
        .containsExactly("A-1", "A-2");
    assertThat(isUpToDate(lakehouse)).isTrue();

    // What is done to the tables by another command, or by hand, is for a run to look at.
    lakehouse.sql("UPDATE {silver.orders} SET amount = 7 WHERE order_id = 'A-2'");
    assertThat(isUpToDate(lakehouse)).isFalse();
    run(lakehouse, event -> {});
    assertThat(isUpToDate(lakehouse)).isTrue();

    // A file in no feed's folder is told of by each run.
    lakehouse.land("../stray.json", OrderLine.of("A-3").json());
    run(lakehouse, event -> {});
    assertThat(isUpToDate(lakehouse)).isFalse();
  }

  private static void run(TestLakehouse lakehouse, Consumer<Event> hears) throws Exception {
    lakehouse.run(check(lakehouse), new Listening(hears));
  }

  private static UpToDateCheck check(TestLakehouse lakehouse) {
    return UpToDateCheck.of(lakehouse.place(), "");
  }

  /** Whether a run would find nothing to do, which it then tells. */
  private static boolean isUpToDate(TestLakehouse lakehouse) {
    List<String> told = new ArrayList<>();
    boolean isUpToDate =
        Medallion.isUpToDate(check(lakehouse), new Listening(event -> told.add(event.name())));
    assertThat(told).isEqualTo(isUpToDate ? List.of("nothing", "finished") : List.of());
    return isUpToDate;
  }
}
