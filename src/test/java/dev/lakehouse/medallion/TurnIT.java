package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes of the packaged application over one lakehouse at once. */
@Tag("long")
class TurnIT {

  @TempDir Path folder;

  @Test
  void runsTakeTurnsAndWhoeverOnlyLooksNeedsNone() {
    TestLakehouse lakehouse = TestLakehouse.reading(folder, SampleLakehouse.FILES);
    Running first = run(lakehouse, "run").atWork(lakehouse.lock());
    Running second = run(lakehouse, "run");
    Launched third = run(lakehouse, "run", "--wait", "0").end();

    assertThat(third.status()).as(third.out() + third.err()).isEqualTo(3);
    assertThat(third.err())
        .contains("Another run is changing the lakehouse: process ", "Remedy")
        .doesNotContain("\tat ");
    assertThat(first.end().assertDone().out()).contains("37 lines from 2 files");
    assertThat(second.end().assertDone().out())
        .contains("another run is changing the lakehouse: process " + first.process().pid())
        .contains("Nothing new: no line was read and no table was written.");

    lakehouse.land("more.json", OrderLine.of("A-9").json());
    Running maintenance = run(lakehouse, "maintain").atWork(lakehouse.lock());
    Running afterwards = run(lakehouse, "run");
    Running query =
        run(
            lakehouse,
            "query",
            lakehouse.named("SELECT count(*) FROM {silver.orders}"),
            "--format",
            "csv");
    assertThat(maintenance.end().assertDone().out())
        .contains("maintain ops.ledger: 5 files of ", " bytes to ");
    afterwards.end().assertDone();
    query.end().assertDone();
    lakehouse.attach().assertLawsHold();
  }

  @Test
  void prefixesOfOneLakehouseAreIndependent() {
    TestLakehouse one = TestLakehouse.reading(folder, SampleLakehouse.FILES);
    TestLakehouse other = TestLakehouse.reading(folder, SampleLakehouse.FILES);
    Running ofOne = run(one, "run").atWork(one.lock());
    Running ofOther = run(other, "run").atWork(other.lock());
    assertThat(ofOne.end().assertDone().out()).doesNotContain("another run");
    assertThat(ofOther.end().assertDone().out()).doesNotContain("another run");
    one.attach().assertSameTablesAs(other.attach());
  }

  private static Running run(TestLakehouse lakehouse, String... stage) {
    return lakehouse.with(Launched.application().forFewRows(), stage).begin();
  }
}
