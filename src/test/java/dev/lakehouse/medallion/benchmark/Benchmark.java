package dev.lakehouse.medallion.benchmark;

import dev.lakehouse.medallion.benchmark.Measurement.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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

  @Option(names = "--quick", description = "Few orders and one round, to see that it works")
  private boolean quick;

  @Option(
      names = "--orders",
      split = ",",
      description = "Orders of the first load, one history for each number")
  private List<Long> sizes = List.of(100_000L, 1_000_000L, 5_000_000L);

  @Option(names = "--rounds", description = "How often each step is done: ${DEFAULT-VALUE}")
  private int rounds = 3;

  @Option(
      names = "--contestants",
      split = ",",
      description = "Who takes part: ${COMPLETION-CANDIDATES}")
  private List<Contestant> contestants = List.of(Contestant.values());

  @Option(names = "--heap", description = "What each JVM may use: ${DEFAULT-VALUE}")
  private String heap = "4g";

  @Option(names = "--verify", description = "Have the pipeline verify its tables after each step")
  private boolean verify;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path folder = Path.of(System.getProperty("medallion.target"), "benchmark");
  private final List<Measurement> measurements = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (quick) {
      sizes = List.of(2_000L);
      rounds = 1;
      verify = true;
    }
    System.setProperty("benchmark.memory", heap.toUpperCase(Locale.ROOT) + "B");
    FileUtils.deleteDirectory(folder.toFile());
    warmUp();
    for (long size : sizes) {
      measure(new History(folder.resolve(String.valueOf(size)), new Workload(size), size));
    }
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

  /**
   * What lands and what becomes of it.
   *
   * @param size how many orders the first load has
   */
  private record History(Path folder, Workload workload, long size) {

    Path landing() {
      return folder.resolve("landing");
    }

    Path orders() {
      return landing().resolve("orders");
    }

    Path home(Contestant contestant) {
      return folder.resolve(contestant.name().toLowerCase(Locale.ROOT));
    }
  }

  private void measure(History history) throws Exception {
    history.workload().writeLoad(history.orders());
    long landed = Trial.size(history.landing());
    for (int round = 1; round <= rounds; round++) {
      for (Contestant contestant : inTurn(round)) {
        FileUtils.deleteDirectory(history.home(contestant).toFile());
        note(contestant, history, Scenario.LOAD, round, landed);
      }
      aside(history, round, landed);
    }
    check(history);
    int increment = 0;
    for (Scenario scenario : List.of(Scenario.INCREMENT, Scenario.PERCENT, Scenario.NOTHING)) {
      for (int round = 1; round <= rounds; round++) {
        long before = Trial.size(history.landing());
        long lines = scenario == Scenario.INCREMENT ? 10_000 : history.size() / 100;
        if (scenario != Scenario.NOTHING) {
          increment++;
          history.workload().writeIncrement(history.orders(), increment, lines);
        }
        long more = Trial.size(history.landing()) - before;
        for (Contestant contestant : inTurn(round)) {
          note(contestant, history, scenario, round, more);
        }
      }
      check(history);
    }
    FileUtils.deleteDirectory(history.folder().toFile());
  }

  /** The same load by a part of the machine, and by parts of the work. */
  private void aside(History history, int round, long landed) throws Exception {
    Path home = history.folder().resolve("aside");
    if (contestants.contains(Contestant.MEDALLION)) {
      Trial trial =
          Trial.of(
              command(
                  Contestant.MEDALLION.run(home, history.landing()),
                  home,
                  "-XX:ActiveProcessorCount=1"));
      note(Contestant.MEDALLION.title(), history, Scenario.LOAD_ON_ONE_CORE, round, landed, trial);
      FileUtils.deleteDirectory(home.toFile());
    }
    for (Map.Entry<String, List<String>> work :
        Contestant.floor(home, history.landing()).entrySet()) {
      Trial trial = Trial.of(command(work.getValue(), home));
      note(work.getKey(), history, Scenario.LOAD, round, landed, trial);
      FileUtils.deleteDirectory(home.toFile());
    }
  }

  /** Everybody is first as often as the others. */
  private List<Contestant> inTurn(int round) {
    List<Contestant> order = new ArrayList<>(contestants);
    Collections.rotate(order, round - 1);
    return order;
  }

  private void note(
      Contestant contestant, History history, Scenario scenario, int round, long landed)
      throws Exception {
    note(contestant.title(), history, scenario, round, landed, trial(contestant, history));
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
            seconds(trial.cpu()),
            landed,
            trial.written());
    measurements.add(measurement);
    out.printf(
        "%,11d orders, %-17s round %d: %-20s %7.1f s, %7.1f CPU s, %,.1f MB written%n",
        measurement.orders(),
        scenario.title() + ",",
        round,
        measurement.contestant(),
        measurement.wallSeconds(),
        measurement.cpuSeconds(),
        measurement.written() / 1e6);
  }

  private Trial trial(Contestant contestant, History history) throws Exception {
    Path home = history.home(contestant);
    return Trial.of(command(contestant.run(home, history.landing()), home));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** All hold the same orders and the same revenue of each day, and every law holds. */
  private void check(History history) throws Exception {
    Map<Contestant, List<String>> answers = new EnumMap<>(Contestant.class);
    for (Contestant contestant : contestants) {
      Path home = history.home(contestant);
      List<String> answer =
          Trial.of(command(contestant.answer(home), home)).out().stream()
              .map(line -> line.replace("\r", ""))
              .filter(line -> !line.startsWith("what,"))
              .toList();
      answers.put(contestant, answer);
    }
    if (answers.values().stream().distinct().count() > 1) {
      throw new IllegalStateException("The contestants do not agree: " + differences(answers));
    }
    out.printf(
        "            all agree on the orders and on %,d figures of revenue%n",
        answers.values().iterator().next().size());
    if (verify && contestants.contains(Contestant.MEDALLION)) {
      Path home = history.home(Contestant.MEDALLION);
      List<String> told =
          Trial.of(command(Contestant.verification(home, history.landing()), home)).out();
      out.println("            " + told.get(told.size() - 1));
    }
  }

  private static String differences(Map<Contestant, List<String>> answers) {
    StringBuilder differences = new StringBuilder();
    List<String> first = answers.values().iterator().next();
    answers.forEach(
        (contestant, answer) -> {
          List<String> own = new ArrayList<>(answer);
          own.removeAll(first);
          List<String> lacking = new ArrayList<>(first);
          lacking.removeAll(answer);
          differences.append(
              "%n%s has %s and lacks %s"
                  .formatted(
                      contestant.title(),
                      own.subList(0, Math.min(5, own.size())),
                      lacking.subList(0, Math.min(5, lacking.size()))));
        });
    return differences.toString();
  }

  private Trial.Command command(List<String> line, Path home, String... options)
      throws IOException {
    Files.createDirectories(folder);
    ProcessBuilder process = new ProcessBuilder(line).directory(folder.toFile());
    process
        .environment()
        .put("JDK_JAVA_OPTIONS", String.join(" ", "-Xmx" + heap, String.join(" ", options)));
    return new Trial.Command(process, home);
  }
}
