package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.GoldTable;
import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.contract.Zones;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Entry;
import dev.lakehouse.medallion.ledger.Ledger;
import dev.lakehouse.medallion.ledger.Mode;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Intake;
import dev.lakehouse.medallion.platform.LocalPlatform;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.platform.UpToDateCheck;
import dev.lakehouse.medallion.stage.Gold;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.stage.RejectionLimit;
import dev.lakehouse.medallion.stage.Setup;
import dev.lakehouse.medallion.stage.Silver;
import dev.lakehouse.medallion.voice.PlainVoice;
import dev.lakehouse.medallion.voice.Voice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkStatusTracker;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;

/** A lakehouse of real Delta tables in a folder, with schemas of its own in the shared session. */
public final class TestLakehouse {

  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)\\.(\\w+)}");

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Where a row came from: equal tables may differ in it when files arrive otherwise. */
  private static final List<String> ORIGIN =
      List.of("_line_id", "_file_path", "_ingested_at", "_bronze_version", "_attempts", "_retry");

  /** What the clock and the run put into rows; days late are counted to the day of arrival. */
  private static final List<String> CHANCE =
      List.of(
          "_ingested_at",
          "_run_id",
          "run_id",
          "started_at",
          "forgotten_at",
          "duration_ms",
          "last_arrival_at",
          "ingested_day",
          "days_late",
          "stream_id");

  private final Path folder;
  private final Place place;
  private final Platform platform;
  private final String prefix;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  public TestLakehouse(Path folder) {
    this(folder, folder.toString(), Optional.empty());
  }

  private TestLakehouse(Path folder, String lakehouse, Optional<String> landing) {
    this.folder = folder;
    this.prefix = "t" + COUNT.incrementAndGet() + "_";
    this.place = new Place(lakehouse, landing, Optional.empty(), prefix);
    this.platform = LocalPlatform.over(TestSession.spark(), place, Access.WRITE);
  }

  /** A lakehouse that reads files from a folder that is there. */
  public static TestLakehouse reading(Path folder, Path landing) {
    return new TestLakehouse(folder, folder.toString(), Optional.of(landing.toString()));
  }

  /** A lakehouse in a folder of this machine that Spark reaches by another scheme than its own. */
  public static TestLakehouse by(String scheme, Path folder) {
    return new TestLakehouse(folder, scheme + ":" + folder, Optional.empty());
  }

  /** Puts a file where those of the orders arrive. */
  public Path land(String file, String... lines) {
    return land(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a file where those of the orders arrive. */
  public Path land(String file, byte[] content) {
    try {
      Path path = folder.resolve("landing/orders").resolve(file);
      Files.createDirectories(path.getParent());
      return Files.write(path, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it is, with the landing folder by name. */
  public Place place() {
    return new Place(
        place.lakehouse(), Optional.of(platform.landing()), place.catalog(), place.schemaPrefix());
  }

  public Platform platform() {
    return platform;
  }

  public Pipeline pipeline() {
    return new Pipeline(
        platform, new PlainVoice(new PrintStream(printed, true, StandardCharsets.UTF_8)));
  }

  public Upkeep upkeep() {
    return new Upkeep(
        platform, new PlainVoice(new PrintStream(printed, true, StandardCharsets.UTF_8)));
  }

  public Reader reader() {
    return new Reader(
        platform, new PlainVoice(new PrintStream(printed, true, StandardCharsets.UTF_8)));
  }

  /** Makes known to this process what another one has made. */
  public TestLakehouse attach() {
    new Setup(platform, new Lakehouse(platform)).attach(Catalogue.tables(), Catalogue.views());
    return this;
  }

  /** Has another process run a stage, which must end well. */
  Launched by(JavaCommand application, String... stage) {
    return with(application, stage).run().assertDone();
  }

  /** A stage over this lakehouse for another process to run. */
  JavaCommand with(JavaCommand application, String... stage) {
    return application
        .arguments(stage)
        .arguments("--lakehouse", place.lakehouse(), "--landing", platform.landing())
        .arguments("--schema-prefix", prefix);
  }

  /** What a process locks while it changes these tables. */
  Path lock() {
    return folder.resolve("locks/" + prefix + "tables.lock");
  }

  /** The options that name it in a command line. */
  List<String> arguments() {
    return List.of(
        "--lakehouse=" + place.lakehouse(),
        "--landing=" + platform.landing(),
        "--schema-prefix=" + prefix);
  }

  /** Setup, bronze, silver, gold. */
  public TestLakehouse run() {
    try {
      pipeline().run(Zones.UTC, RejectionLimit.NONE, Intake.PLAIN);
      return this;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The same, with a check for the next run; what is told is heard by somebody. */
  void run(UpToDateCheck check, Voice voice) throws Exception {
    new Pipeline(platform, voice).run(Zones.UTC, RejectionLimit.NONE, Intake.PLAIN, check);
  }

  /** Makes the tables that bronze knows: for what the later stages have no part in. */
  public TestLakehouse setupForBronze() {
    Stream<TableDefinition> raw =
        Catalogue.feeds().stream()
            .map(FeedTables::new)
            .flatMap(feed -> Stream.of(feed.raw(), feed.forgotten()));
    List<TableDefinition> tables = Stream.concat(raw, Stream.of(Ledger.definition())).toList();
    new Setup(platform, new Lakehouse(platform)).run(tables, List.of());
    return this;
  }

  /** Setup, bronze, silver: for what gold has no part in, since gold is most of a small run. */
  public TestLakehouse runToSilver() {
    try {
      pipeline().setup();
      bronze();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
    silver(Mode.INCREMENT);
    return this;
  }

  public List<Entry> bronze() throws Exception {
    return pipeline().bronze(Intake.PLAIN);
  }

  public List<Entry> silver(Mode mode) {
    return pipeline().silver(Zones.UTC, mode, RejectionLimit.NONE);
  }

  /** Brings the silver tables of one feed up to date. */
  public List<Entry> silver(Feed feed, Mode mode) {
    Lakehouse lakehouse = new Lakehouse(platform);
    Ledger ledger = new Ledger(lakehouse, "test");
    return new Silver(lakehouse, ledger, Zones.UTC, RejectionLimit.NONE).run(feed, mode);
  }

  public List<Entry> gold(Mode mode) {
    return pipeline().gold(mode);
  }

  /** Brings some of the gold tables up to date. */
  public List<Entry> gold(Mode mode, List<GoldTable> tables) {
    Lakehouse lakehouse = new Lakehouse(platform);
    return new Gold(lakehouse, new Ledger(lakehouse, "test"), entry -> {}).run(tables, mode);
  }

  /** Recomputes some layers, or everything if none is named, and compares. */
  public TestLakehouse assertLawsHold(Layer... layers) {
    String findings = findings(layers);
    assertThat(findings).as(findings).contains("All ").doesNotContain("BROKEN");
    return this;
  }

  /** What {@code verify} prints of some layers, or of all if none is named. */
  public String findings(Layer... layers) {
    Set<Layer> examined = layers.length == 0 ? Set.of(Layer.values()) : Set.of(layers);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    boolean holds =
        new Reader(platform, new PlainVoice(new PrintStream(printed, true, StandardCharsets.UTF_8)))
            .verify(Zones.UTC, examined);
    String findings = printed.toString(StandardCharsets.UTF_8);
    assertThat(findings.contains("BROKEN")).as(findings).isNotEqualTo(holds);
    return findings;
  }

  /** What the pipeline has printed so far. */
  public String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** A statement over the tables, each named {@code {schema.table}}. */
  public Dataset<Row> sql(String statement) {
    NAMED.matcher(statement).results().forEach(name -> define(name.group(1) + "." + name.group(2)));
    return TestSession.spark().sql(named(statement));
  }

  /** Makes a view known that is read for the first time, with what it follows from. */
  private void define(String name) {
    if (Catalogue.views().stream().anyMatch(view -> view.name().toString().equals(name))
        && !platform.spark().catalog().tableExists(prefix + name)) {
      Set<String> read = Provenance.readBy(name);
      List<ViewDefinition> views =
          Catalogue.views().stream().filter(view -> read.contains(view.name().toString())).toList();
      new Setup(platform, new Lakehouse(platform)).attach(List.of(), views);
    }
  }

  /** A statement with each {@code {schema.table}} replaced by the name it has here. */
  String named(String statement) {
    return NAMED.matcher(statement).replaceAll(prefix + "$1.$2");
  }

  /** What {@code query} prints of a statement, as CSV. */
  String query(String statement) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new Reader(platform, new PlainVoice(new PrintStream(printed, true, StandardCharsets.UTF_8)))
        .query(named(statement), Query.Target.of(Query.Format.CSV));
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** The single value that a statement returns. */
  public Object value(String statement) {
    return sql(statement).first().get(0);
  }

  /** The rows that a statement returns, each cell as text, separated by bars. */
  public List<String> rows(String statement) {
    return sql(statement).collectAsList().stream().map(TestLakehouse::text).toList();
  }

  /** All rows of a table, in an order of their own, without where they came from. */
  public List<String> contents(String table) {
    return contents(table, column -> !ORIGIN.contains(column));
  }

  /** The same without what the clock and the run put there, too. */
  public List<String> lasting(String table) {
    return contents(table, column -> !ORIGIN.contains(column) && !CHANCE.contains(column));
  }

  private List<String> contents(String table, Predicate<String> wanted) {
    String row = "to_json(struct(" + columns(table, wanted) + ")) AS row";
    return rows("SELECT " + row + " FROM {" + table + "} ORDER BY row");
  }

  /** Compares every row of every table, without what the clock and the run put there. */
  void assertSameTablesAs(TestLakehouse other) {
    String everything = everythingBut(List.of());
    assertSameRows(rows(everything), other.rows(everything));
  }

  /** Compares rows in any order, and shows no more than those that differ. */
  static void assertSameRows(List<String> found, List<String> expected) {
    List<String> surplus = new ArrayList<>(found);
    List<String> missing = new ArrayList<>(expected);
    surplus.removeIf(missing::remove);
    assertThat(surplus).as("rows that ought not to be").isEmpty();
    assertThat(missing).as("rows that are not there").isEmpty();
  }

  /**
   * A statement for all rows of every table, one text a row, in an order of their own.
   *
   * @param columns those to leave out, beside what the clock and the run put there
   */
  public String everythingBut(List<String> columns) {
    return Catalogue.tables().stream()
        .map(table -> table.name().toString())
        .map(
            table ->
                "SELECT concat('%s ', to_json(struct(%s))) AS row FROM {%s}"
                    .formatted(
                        table,
                        columns(
                            table, column -> !CHANCE.contains(column) && !columns.contains(column)),
                        table))
        .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY row"));
  }

  private String columns(String table, Predicate<String> wanted) {
    return Arrays.stream(sql("SELECT * FROM {" + table + "}").columns())
        .filter(wanted)
        .collect(Collectors.joining(", "));
  }

  /** What must be the same however the files arrived. */
  public List<String> outcome() {
    return Stream.of(
            "silver.orders",
            "silver.customers",
            "gold.daily_revenue",
            "gold.daily_totals",
            "gold.customer_months",
            "gold.product_days",
            "gold.order_funnel")
        .flatMap(table -> contents(table).stream().map(row -> table + " " + row))
        .toList();
  }

  /** The newest version of a table. */
  public long version(String table) {
    return (long) value("DESCRIBE HISTORY {" + table + "} LIMIT 1");
  }

  public Path folder(String table) {
    return folder.resolve(prefix + table.replace('.', '/'));
  }

  /** The checkpoint of the stream that fills a table: of the one that was begun last. */
  public Path checkpoint(String table) {
    Object begunBy =
        value(
            """
            SELECT coalesce(max_by('-' || run_id, sequence), '') FROM {ops.ledger}
            WHERE target = '%s' AND mode IN ('resume_started', 'restart_started')"""
                .formatted(table));
    return folder.resolve("checkpoints/" + prefix + table + begunBy);
  }

  /**
   * Takes the newest commit of a table back, which leaves it as a process would that died just
   * before that commit.
   */
  public void undoCommit(String table) {
    Path log = folder(table).resolve("_delta_log");
    try (Stream<Path> files = Files.list(log)) {
      List<Path> all = files.toList();
      String newest =
          all.stream()
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .max(Comparator.naturalOrder())
              .orElseThrow()
              .replace(".json", "");
      for (Path file : all) {
        String name = file.getFileName().toString();
        // Every tenth commit is followed by a checkpoint, and a file that points to the last one.
        if (name.contains(newest) || name.contains("_last_checkpoint")) {
          Files.delete(file);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    DeltaLog.clearCache();
    platform.spark().catalog().refreshTable(prefix + table);
  }

  /** Drops a table with all its files, as a person would by hand. */
  public void drop(String table) {
    sql("DROP TABLE {" + table + "}");
    delete(folder(table));
    DeltaLog.clearCache();
  }

  /** Leaves nothing of what this process remembers of the tables, once its tasks have ended. */
  public void loseMemory() {
    SparkStatusTracker tracker = platform.spark().sparkContext().statusTracker();
    while (Arrays.stream(tracker.getExecutorInfos())
        .anyMatch(executor -> executor.numRunningTasks() > 0)) {
      Thread.onSpinWait();
    }
    DeltaLog.clearCache();
  }

  /** Copies all that there is to a folder that is not there yet. */
  public Path copyTo(Path copy) {
    copy(folder, copy);
    return copy;
  }

  /** Puts everything back to what it was when it was copied. */
  public void restore(Path copy) {
    delete(folder);
    copy(copy, folder);
    printed.reset();
    DeltaLog.clearCache();
    Catalogue.tables()
        .forEach(table -> platform.spark().catalog().refreshTable(prefix + table.name()));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        // A commit of Delta is as old as its file.
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.length(); i++) {
      text.append(i == 0 ? "" : "|").append(row.get(i));
    }
    return text.toString();
  }
}
