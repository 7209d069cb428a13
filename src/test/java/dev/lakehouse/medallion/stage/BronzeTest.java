package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.Intake.Cleaning;
import dev.lakehouse.medallion.platform.Intake.Discovery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BronzeTest {

  @TempDir Path folder;

  @Test
  void linesAreKeptAsTheyCameEachFileOnce() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.setupForBronze();
    lakehouse.land("a.json", "{\"a\": 1}", "", "  not json\t");
    lakehouse.land("deep/er/b.jsonl", "b".getBytes(StandardCharsets.UTF_8));
    lakehouse.land("c.json.gz", gzip("c1\r\nc2\rc3\n"));
    lakehouse.land("part.txt", "t");
    lakehouse.land("empty.json", new byte[0]);
    lakehouse.land("x.json/in_a_folder_named_like_a_file.json", "x");
    lakehouse.land("_hidden.json", "no");
    lakehouse.land(".hidden.json", "no");
    lakehouse.land("_folder/n.json", "no");
    lakehouse.land("notes.csv", "no");
    lakehouse.bronze();
    assertThat(lakehouse.rows("SELECT line FROM {bronze.orders_raw}"))
        .containsExactlyInAnyOrder(
            "{\"a\": 1}", "", "  not json\t", "b", "c1", "c2", "c3", "t", "x");

    Path late = lakehouse.land("late.json", "late");
    Files.setLastModifiedTime(late, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    lakehouse.bronze();
    lakehouse.bronze();
    assertThat(
            lakehouse.rows(
                """
                SELECT line, _file_size, _file_modified_at, _file_path LIKE '%/late.json',
                  _run_id IS NOT NULL, _ingested_at > _file_modified_at
                FROM {bronze.orders_raw} WHERE line = 'late'"""))
        .containsExactly("late|5|2001-01-01 00:00:00.0|true|true|true");
    assertThat(
            lakehouse.rows("SELECT files, rows_in, rows_out FROM {ops.ledger} ORDER BY sequence"))
        .containsExactly("5|9|9", "1|1|1");
  }

  /** The change feed has no bytes in its texts: an increment would judge another line. */
  @Test
  void lineThatIsNoTextIsRejectedWheneverItComes() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    byte[] broken =
        OrderLine.of("N-1").with("note", "\u00ff").json().getBytes(StandardCharsets.ISO_8859_1);
    lakehouse.land("first.json", broken);
    lakehouse.runToSilver();
    lakehouse.land("second.json", broken);
    lakehouse.land("sound.json", OrderLine.of("N-2").with("note", "\u00ff").json());
    lakehouse.runToSilver();
    assertThat(
            lakehouse.rows(
                """
                SELECT concat_ws('+', reasons), hex(raw_line) LIKE '%22FF22%', count(*)
                FROM {silver.orders_quarantine} GROUP BY 1, 2"""))
        .containsExactly("line_encoding_broken|true|2");
    assertThat(lakehouse.rows("SELECT order_id FROM {silver.orders}")).containsExactly("N-2");
    lakehouse.assertLawsHold(Layer.BRONZE, Layer.SILVER, Layer.OPS);
  }

  @Test
  void filesArriveInAFolderThatIsNamedAfterTheirFeed() throws Exception {
    Path landing = Files.createDirectories(folder.resolve("landing"));
    TestLakehouse lakehouse = TestLakehouse.reading(folder.resolve("lakehouse"), landing);
    lakehouse.setupForBronze();
    Path stray = Files.writeString(landing.resolve("stray.json"), "{}");
    assertThatThrownBy(lakehouse::bronze)
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("There is no folder " + landing + "/orders", "mkdir");

    Files.createDirectories(landing.resolve("orders"));
    assertThat(lakehouse.bronze()).isEmpty();
    assertThat(folder.resolve("lakehouse/checkpoints")).doesNotExist();
    assertThat(lakehouse.printed()).contains("1 file of no feed in " + landing, stray.toString());

    Files.move(stray, landing.resolve("orders/stray.json"));
    assertThat(lakehouse.bronze()).hasSize(1);
    assertThat(lakehouse.rows("SELECT line FROM {bronze.orders_raw}")).containsExactly("{}");

    Files.move(landing.resolve("orders"), landing.resolve("lost"));
    assertThatThrownBy(lakehouse::bronze)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Landing folder " + landing + "/orders does not exist.");
  }

  @Test
  void loadOfSeveralMicroBatchesTellsOfEach() throws Exception {
    TestLakehouse lakehouse = new TestLakehouse(folder);
    lakehouse.setupForBronze();
    for (String file : List.of("a.json", "b.json", "c.json")) {
      lakehouse.land(file, "one", "two");
    }
    Intake byFile =
        new Intake(
            Optional.of(1),
            Optional.empty(),
            Cleaning.KEEP,
            Optional.empty(),
            Discovery.LISTING,
            Optional.empty());
    lakehouse.pipeline().bronze(byFile);
    assertThat(lakehouse.printed().lines().map(line -> line.replaceAll(" \\(.*", "")))
        .containsExactly(
            "bronze   batch 0: 2 lines",
            "bronze   batch 1: 2 lines",
            "bronze   batch 2: 2 lines",
            "bronze   6 lines from 3 files to bronze.orders_raw");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
