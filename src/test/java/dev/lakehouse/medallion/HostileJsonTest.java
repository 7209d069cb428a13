package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No value that stands where JSON should brings the pipeline down or passes for a sound one. */
class HostileJsonTest {

  private static final List<HostileJson.Value> VALUES = HostileJson.values();
  private static final String FILE = "regexp_extract(_file_path, '/([^/]*)[.]json$', 1)";

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void runOnce() {
    lakehouse = new TestLakehouse(folder);
    for (HostileJson.Value value : VALUES) {
      lakehouse.land("bare=" + value.label() + ".json", value.bytes());
      for (String field : HostileJson.FIELDS) {
        lakehouse.land(field + "=" + value.label() + ".json", value.inOrder(field));
      }
    }
    lakehouse.run();
  }

  @Test
  void exactlyTheSoundValuesAreAccepted() {
    Set<String> sound = new TreeSet<>();
    for (HostileJson.Value value : VALUES) {
      value.soundIn().forEach(field -> sound.add(field + "=" + value.label()));
    }
    assertThat(files("_outcome = 'accepted'")).containsExactlyInAnyOrderElementsOf(sound);
  }

  @Test
  void onlyLinesOfWhiteSpaceAreBlank() {
    assertThat(files("_outcome = 'blank'"))
        .containsExactlyInAnyOrder("bare=blank-1", "bare=blank-2", "bare=blank-3", "bare=blank-4");
  }

  @Test
  void everyLineIsOneEventAndEveryRejectionHasAReason() {
    assertThat(lakehouse.rows("SELECT count(*) FROM {silver.order_events}"))
        .isEqualTo(lakehouse.rows("SELECT count(*) FROM {bronze.orders_raw}"));
    assertThat(
            lakehouse.rows(
                """
                SELECT * FROM {silver.order_events}
                WHERE (_outcome = 'rejected') <> (size(_rejections) > 0)
                  OR (_outcome = 'rejected') <> (_raw_line IS NOT NULL)
                  OR exists(_rejections, reason -> reason IS NULL OR reason = '')"""))
        .isEmpty();
    assertThat(lakehouse.value("SELECT count(DISTINCT _file_path) FROM {bronze.orders_raw}"))
        .as("every file but the empty one and the one of nothing but a byte-order mark")
        .isEqualTo(VALUES.size() * 5L - 2);
  }

  @Test
  void wholeLineIsAtFaultWhereItIsNotJson() {
    assertThat(
            lakehouse.rows(
                "SELECT "
                    + FILE
                    + " AS file, _rejections FROM {silver.order_events}"
                    + " WHERE _outcome = 'rejected' ORDER BY file"))
        .as("bytes that are no UTF-8")
        .filteredOn(row -> row.matches("\\w+=(bytes_|half-).*"))
        .hasSize((28 + 4) * 5)
        .allMatch(row -> row.endsWith("(line_encoding_broken)"));
  }

  @Test
  void bytesThatAreNoTextAreKeptAsTheyCame() {
    Set<String> sent = new TreeSet<>();
    for (HostileJson.Value value : VALUES) {
      if (value.label().startsWith("bytes_")) {
        sent.add("bare=%s|%2$s|%2$s".formatted(value.label(), hex(value.bytes())));
        sent.add("note=%s|%2$s|%2$s".formatted(value.label(), hex(value.inOrder("note"))));
      }
    }
    assertThat(
            lakehouse.rows(
                """
                SELECT %s AS file, hex(CAST(line AS BINARY)), hex(CAST(_raw_line AS BINARY))
                FROM {bronze.orders_raw} JOIN {silver.order_events} USING (_file_path)
                WHERE _file_path RLIKE '(bare|note)(=|%%3D)bytes_'"""
                    .formatted(FILE)))
        .containsExactlyInAnyOrderElementsOf(sent);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  private static Set<String> files(String condition) {
    return new TreeSet<>(
        lakehouse.rows(
            "SELECT DISTINCT " + FILE + " FROM {silver.order_events} WHERE " + condition));
  }
}
