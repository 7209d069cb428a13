package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of the packaged application, over files that keep arriving, are killed by SIGKILL at random
 * moments. {@code -Dmedallion.kills=25 -Dmedallion.seeds=1,2,3,4} kills a hundred.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("medallion.kills", 3);

  @TempDir Path folder;

  static LongStream seeds() {
    return Arrays.stream(System.getProperty("medallion.seeds", "1").split(","))
        .mapToLong(Long::parseLong);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tablesAreThoseOfAnUndisturbedRun(long seed) throws Exception {
    Map<String, Deque<Path>> files = generated(seed);
    TestLakehouse killed = new TestLakehouse(folder.resolve("killed"));
    Random random = new Random(seed);
    Duration longest = Duration.ofSeconds(45);
    int kills = 0;
    while (kills < KILLS) {
      land(files);
      Running run = killed.with(Launched.application().forFewRows(), "run").begin();
      run.atWork(killed.lock());
      long begun = System.nanoTime();
      Duration moment = Duration.ofMillis((long) (random.nextDouble() * longest.toMillis()));
      if (run.hasEndedWithin(moment)) {
        run.end().assertDone();
        longest = Duration.ofNanos(System.nanoTime() - begun);
      } else {
        Launched killedRun = run.kill();
        kills++;
        System.out.printf(
            "seed %d: kill %d after %d ms, after: %s%n",
            seed, kills, moment.toMillis(), lastStep(killedRun));
        if (moment.multipliedBy(3).compareTo(longest.multipliedBy(2)) > 0) {
          // The end of a run is to be come to as often as its beginning.
          longest = longest.multipliedBy(3).dividedBy(2);
        }
      }
    }
    land(files);
    killed.by(Launched.application().forFewRows(), "run");

    TestLakehouse undisturbed =
        TestLakehouse.reading(folder.resolve("undisturbed"), folder.resolve("killed/landing"));
    undisturbed.run();
    killed.attach();
    assertThat(killed.outcome()).isNotEmpty().isEqualTo(undisturbed.outcome());
    for (Feed feed : Catalogue.feeds()) {
      FeedTables tables = new FeedTables(feed);
      String events = tables.eventsName().toString();
      assertThat(killed.contents(events)).isNotEmpty().isEqualTo(undisturbed.contents(events));
      String quarantine = "SELECT count(*) FROM {%s}".formatted(tables.quarantineName());
      assertThat(killed.rows(quarantine)).isEqualTo(undisturbed.rows(quarantine));
      String lines =
          "SELECT line, _file_path FROM {%s} ORDER BY _file_path, line".formatted(tables.rawName());
      assertThat(killed.rows(lines)).isEqualTo(undisturbed.rows(lines));
    }
    killed.assertLawsHold();
  }

  /** The last step that it said it had come to the end of. */
  private static String lastStep(Launched run) {
    return run.out()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .map(line -> line.split(" ")[0])
        .reduce("its start", (before, last) -> last);
  }

  /** The files of a generated history, those of each feed by its name. */
  private Map<String, Deque<Path>> generated(long seed) throws IOException {
    TestLakehouse source = new TestLakehouse(folder.resolve("source"));
    source
        .pipeline()
        .generate(
            new SampleData.Request(
                40L * KILLS, 3 * KILLS, seed, 20, LocalDate.of(2025, 1, 1), 0.1, Set.of()),
            Optional.empty());
    Path landing = folder.resolve("source/landing");
    try (Stream<Path> found = Files.walk(landing)) {
      return found
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .collect(
              Collectors.groupingBy(
                  file -> landing.relativize(file).getName(0).toString(),
                  Collectors.toCollection(ArrayDeque::new)));
    }
  }

  /** One file of each feed arrives before each run. */
  private void land(Map<String, Deque<Path>> feeds) throws IOException {
    for (Map.Entry<String, Deque<Path>> feed : feeds.entrySet()) {
      Path landing = Files.createDirectories(folder.resolve("killed/landing/" + feed.getKey()));
      Path file = feed.getValue().poll();
      if (file != null) {
        Files.move(file, landing.resolve(feed.getValue().size() + ".txt"));
      }
    }
  }
}
