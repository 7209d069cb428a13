package dev.lakehouse.medallion.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.SampleData.Request;
import dev.lakehouse.medallion.contract.SampleData.Request.Extra;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline makes of generated lines, each with a known fault, against the answer key. */
class AnswerKeyTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void everyFaultAndHostileFileComesToWhatTheKeySays() throws IOException {
    TestLakehouse lakehouse = generated(7, Set.of(Extra.HOSTILE_FILES));
    // The first run reads tables and the next one changes, which is not the same to Spark.
    Path late = folder.resolve("late");
    Path landed = folder.resolve("landing/orders/seed-7/file=2");
    Files.move(landed, late);
    lakehouse.run();
    Files.move(late, landed);
    lakehouse.run();
    AnswerKey.Result result = check(lakehouse.attach());
    assertThat(result.holds()).as(printed()).isTrue();
    assertThat(printed())
        .containsPattern("amount_missing +\\| +2 \\| +2 ")
        .containsPattern("line_of_10_megabytes +\\| +1 \\| +1 ")
        .contains("gold.customer_summary: every row as expected");
  }

  @Test
  void tamperedVerdictAndTamperedSumAreNamed() {
    TestLakehouse lakehouse = generated(8, Set.of()).run().attach();
    assertThat(check(lakehouse).holds()).as(printed()).isTrue();

    lakehouse.sql(
        "UPDATE {silver.order_events} SET _rejections = array('amount_malformed')"
            + " WHERE _rejections = array('amount_negative')");
    lakehouse.sql(
        "UPDATE {gold.daily_revenue} SET net = net + 0.0001 WHERE order_day = '1999-06-15'");
    AnswerKey.Result result = check(lakehouse);
    assertThat(result.holds()).isFalse();
    assertThat(result.planted() - result.caught()).isEqualTo(1);
    assertThat(result.goldRowsAmiss()).isEqualTo(2);
    assertThat(printed())
        .containsPattern("amount_negative +\\| +1 \\| +0 ")
        .contains("amount_negative in seed-8/file=", "\"rejections\":[\"amount_malformed\"]")
        .contains("gold.daily_revenue: 2 rows missing or not expected");
  }

  @Test
  void folderWithoutAKeyIsRefused() {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    assertThatThrownBy(() -> check(lakehouse))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no answer key in " + key());
  }

  private TestLakehouse generated(long seed, Set<Extra> extra) {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    Request request = new Request(300, 4, seed, 60, LocalDate.parse("2025-01-01"), 0.3, extra);
    lakehouse.pipeline().generate(request, Optional.of(key()));
    return lakehouse;
  }

  private AnswerKey.Result check(TestLakehouse lakehouse) {
    printed.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new AnswerKey(new Lakehouse(lakehouse.platform()), out)
        .check(Catalogue.feeds().get(0), Catalogue.keyed(Catalogue.samples().get(0)), key());
  }

  private String key() {
    return folder.resolve("key").toString();
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
