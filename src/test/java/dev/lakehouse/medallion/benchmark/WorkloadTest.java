package dev.lakehouse.medallion.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a benchmark are what its description says. */
class WorkloadTest {

  private static final Pattern ORDER = Pattern.compile("\"order_id\":\"(ORD-[0-9]+)\"");

  @TempDir Path folder;

  @Test
  void loadHasLinesOfItsSizeWithFaultsAndLaterVersions() throws IOException {
    new Workload(20_000).writeLoad(folder);
    List<String> lines = lines(folder);
    assertThat(lines).hasSize(20_000);
    double bytes = lines.stream().mapToInt(String::length).average().orElseThrow();
    assertThat(bytes).isBetween(400.0, 600.0);
    assertThat(share(lines, line -> !line.endsWith("}"))).isCloseTo(0.003, within(0.002));
    assertThat(share(lines, line -> line.contains("teleported"))).isCloseTo(0.003, within(0.002));
    assertThat(share(lines, line -> line.contains("shipped_at"))).isCloseTo(0.05, within(0.01));
  }

  @Test
  void incrementTellsOfNewOrdersAndOfRecentOnes() throws IOException {
    Workload workload = new Workload(20_000);
    Files.createDirectories(folder);
    workload.writeIncrement(folder, 1, 10_000);
    long again =
        lines(folder).stream()
            .map(ORDER::matcher)
            .filter(Matcher::find)
            .filter(order -> order.group(1).compareTo("ORD-10000020000") < 0)
            .count();
    assertThat(again / 10_000.0).isCloseTo(0.05, within(0.01));
  }

  @Test
  void sameNumbersGiveTheSameBytes() throws IOException {
    new Workload(1_000).writeLoad(folder.resolve("one"));
    new Workload(1_000).writeLoad(folder.resolve("other"));
    assertThat(lines(folder.resolve("one"))).isEqualTo(lines(folder.resolve("other")));
  }

  private interface Condition {
    boolean holds(String line);
  }

  private static double share(List<String> lines, Condition condition) {
    return (double) lines.stream().filter(condition::holds).count() / lines.size();
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
