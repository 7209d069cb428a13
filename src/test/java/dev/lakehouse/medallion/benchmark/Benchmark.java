package dev.lakehouse.medallion.benchmark;

import dev.lakehouse.medallion.StandaloneCluster;
import dev.lakehouse.medallion.benchmark.Measurement.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The packaged pipeline beside its peers: on the same files, in one invocation, each step by one
 * after the other and in turns, each in a fresh JVM as a user runs it.
 */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = "Compares the pipeline with its peers on the same files.")
public final class Benchmark implements Callable<Integer> {

  private static final int INCREMENT = 10_000;
  private static final int PER_CENT = 100;

  @Option(
      names = "--quick",
      description = "Few orders, few steps, nothing compiled for speed: to see that it works")
  private boolean quick;

  @Option(
      names = "--orders",
      split = ",",
      description = "Orders of the first load, one history for each number")
  private List<Long> sizes = List.of(100_000L, 1_000_000L, 5_000_000L);

  @Option(names = "--loads", description = "How often each history is loaded: ${DEFAULT-VALUE}")
  private int loads = 1;

  @Option(names = "--rounds", description = "How often 10,000 lines more land: ${DEFAULT-VALUE}")
  private int rounds = 2;

  @Option(
      names = "--contestants",
      split = ",",
      description = "Who takes part: ${COMPLETION-CANDIDATES}")
  private List<Contestant> contestants = List.of(Contestant.values());

  @Option(
      names = "--parts-up-to",
      description =
          "Up to how many orders Spark's floor, one core and a cluster take part: ${DEFAULT-VALUE}")
  private long partsUpTo = 100_000;

  @Option(names = "--heap", description = "What each JVM may use: ${DEFAULT-VALUE}")
  private String heap = "4g";

  @Option(
      names = "--verify",
      description = "Have the pipeline verify its tables whenever they are compared")
  private boolean verify;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path folder = Path.of(System.getProperty("medallion.target"), "benchmark");
  private final List<Measurement> measurements = new ArrayList<>();
  private Processes processes;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Instant startedAt = Instant.now();
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    System.setProperty("benchmark.memory", heap.toUpperCase(Locale.ROOT) + "B");
    List<String> options = new ArrayList<>(List.of("-Xmx" + heap));
    if (quick) {
      sizes = List.of(2_000L);
      partsUpTo = 0;
      options.add("-XX:TieredStopAtLevel=1");
      // By default a JVM with one compiler has a fifth of the room for what is compiled.
      options.add("-XX:ReservedCodeCacheSize=240m");
      // Spark's default is 200, each a task that a few orders do not need.
      options.add("-Dspark.sql.shuffle.partitions=2");
    }
    processes = new Processes(folder, options);
    if (!quick) {
      warmUp();
    }
    for (long size : sizes) {
      measure(new History(folder.resolve(String.valueOf(size)), new Workload(size), size));
    }
    out.printf(
        "All of it took %d minutes%n", Duration.between(startedAt, Instant.now()).toMinutes());
    Results results = new Results(measurements, heap);
    out.println(results.table());
    out.println(results.targets());
    Files.writeString(folder.resolve("results.md"), results.markdown());
    Files.writeString(folder.resolve("results.json"), results.json());
    out.println("Also in " + folder.resolve("results.md") + " and results.json");
    return 0;
  }

  /** A first run of the pipeline leaves an archive of classes, which is not to be measured. */
  private void warmUp() throws Exception {
    History history = new History(folder.resolve("warm"), new Workload(500), 500);
    history.workload().writeLoad(history.orders());
    trial(Contestant.MEDALLION, history);
    FileUtils.deleteDirectory(history.folder().toFile());
  }

  private void measure(History history) throws Exception {
    load(history);
    if (!quick) {
      increase(history, Scenario.INCREMENT, INCREMENT, rounds);
    }
    if (history.size() / PER_CENT != INCREMENT) {
      increase(history, Scenario.PERCENT, history.size() / PER_CENT, 1);
    }
    // The tutorial computes all of gold anew, however much is new: to see it once is enough.
    if (!quick && history.size() == Collections.max(sizes)) {
      byAll(history, Scenario.NOTHING, 1, 0);
    }
    check(history);
    FileUtils.deleteDirectory(history.folder().toFile());
  }

  private void load(History history) throws Exception {
    history.workload().writeLoad(history.orders());
    long landed = Trial.size(history.landing());
    for (int round = 1; round <= loads; round++) {
      for (Contestant contestant : contestants) {
        FileUtils.deleteDirectory(history.home(contestant).toFile());
      }
      byAll(history, Scenario.LOAD, round, landed);
      if (history.size() <= partsUpTo && contestants.contains(Contestant.MEDALLION)) {
        inParts(history, round, landed);
      }
    }
    if (verify) {
      check(history);
    }
  }

  private void increase(History history, Scenario scenario, long lines, int times)
      throws Exception {
    for (int round = 1; round <= times; round++) {
      long before = Trial.size(history.landing());
      history.workload().writeIncrement(history.orders(), scenario.ordinal() * 100 + round, lines);
      byAll(history, scenario, round, Trial.size(history.landing()) - before);
    }
    // To compare takes a minute; what the last step leaves is compared anyway.
    if (verify) {
      check(history);
    }
  }

  /** Everybody is first as often as the others. */
  private void byAll(History history, Scenario scenario, int round, long landed) throws Exception {
    List<Contestant> inTurn = new ArrayList<>(contestants);
    Collections.rotate(inTurn, round - 1);
    for (Contestant contestant : inTurn) {
      note(contestant.title(), history, scenario, round, landed, trial(contestant, history));
    }
  }

  /** The same load by a part of the machine, by processes of a cluster, and a part of the work. */
  private void inParts(History history, int round, long landed) throws Exception {
    Path home = history.folder().resolve("part");
    String ours = Contestant.MEDALLION.title();
    note(
        ours,
        history,
        Scenario.LOAD_ON_ONE_CORE,
        round,
        landed,
        processes.run(
            Contestant.MEDALLION.run(home, history.landing()), home, "-XX:ActiveProcessorCount=1"));
    FileUtils.deleteDirectory(home.toFile());
    try (StandaloneCluster cluster =
        new StandaloneCluster(history.folder().resolve("cluster"), heap)) {
      ProcessBuilder submission =
          cluster.submission(
              heap,
              "run",
              "--lakehouse",
              home.toString(),
              "--landing",
              history.landing().toString());
      Trial trial = Trial.of(new Trial.Command(submission, home));
      note(ours, history, Scenario.LOAD_ON_A_CLUSTER, round, landed, trial);
    }
    FileUtils.deleteDirectory(home.toFile());
    for (Map.Entry<String, List<String>> work :
        Contestant.floor(home, history.landing()).entrySet()) {
      Trial trial = processes.run(work.getValue(), home);
      note(work.getKey(), history, Scenario.LOAD, round, landed, trial);
      FileUtils.deleteDirectory(home.toFile());
    }
  }

  private Trial trial(Contestant contestant, History history)
      throws IOException, InterruptedException {
    Path home = history.home(contestant);
    return processes.run(contestant.run(home, history.landing()), home);
  }

  private void note(
      String who, History history, Scenario scenario, int round, long landed, Trial trial) {
    Measurement measurement =
        new Measurement(
            who,
            scenario,
            history.size(),
            round,
            seconds(trial.wall()),
            trial.firstLine().map(Benchmark::seconds).orElse(Double.NaN),
            scenario == Scenario.LOAD_ON_A_CLUSTER ? Double.NaN : seconds(trial.cpu()),
            landed,
            trial.written());
    measurements.add(measurement);
    out.printf(
        "%,11d orders, %-22s %-20s %7.1f s, %7.1f CPU s, %,.1f MB written%n",
        measurement.orders(),
        scenario.title() + ",",
        measurement.contestant(),
        measurement.wallSeconds(),
        measurement.cpuSeconds(),
        measurement.written() / 1e6);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private void check(History history) throws Exception {
    int figures = new Agreement(processes, contestants).check(history);
    out.printf("            all agree on %,d figures%n", figures);
    if (verify && contestants.contains(Contestant.MEDALLION)) {
      Path home = history.home(Contestant.MEDALLION);
      List<String> told =
          processes.run(Contestant.verification(home, history.landing()), home).out();
      out.println("            " + told.get(told.size() - 1));
    }
  }
}
