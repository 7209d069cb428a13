package dev.lakehouse.medallion.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.OrderLine;
import dev.lakehouse.medallion.Pipeline;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.TestSession;
import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Intake.Cleaning;
import dev.lakehouse.medallion.platform.Intake.Discovery;
import dev.lakehouse.medallion.voice.QuietVoice;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bronze as it runs on Databricks, over a source that goes by the name of Auto Loader. */
class AutoLoaderTest {

  /** What is documented for cloudFiles and for the text format; another one makes a stream fail. */
  private static final Set<String> VALID =
      Set.of(
          "cloudFiles.format",
          "cloudFiles.maxFilesPerTrigger",
          "cloudFiles.maxBytesPerTrigger",
          "cloudFiles.cleanSource",
          "cloudFiles.cleanSource.moveDestination",
          "cloudFiles.useManagedFileEvents",
          "cloudFiles.backfillInterval",
          "pathGlobFilter",
          "recursiveFileLookup",
          "ignoreCorruptFiles",
          "ignoreMissingFiles");

  /**
   * Spark infers the schema of a stream from its files only if told so; its own text source has
   * one.
   */
  private static final String INFERENCE = "spark.sql.streaming.schemaInference";

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void setUp() {
    TestSession.spark().conf().set(INFERENCE, "true");
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    lakehouse.setupForBronze();
  }

  @AfterAll
  static void restoreSession() {
    TestSession.spark().conf().unset(INFERENCE);
  }

  @Test
  void bronzeTakesInWhatAutoLoaderFinds() throws Exception {
    lakehouse.land("1.json", OrderLine.of("O-1").json(), "{");
    Pipeline onDatabricks =
        new Pipeline(
            new DatabricksPlatform(
                TestSession.spark(),
                lakehouse.place(),
                "spark_catalog",
                folder.resolve("Volumes").toString()),
            new QuietVoice(System.out));
    Intake intake =
        new Intake(
            Optional.of(10),
            Optional.of("1g"),
            Cleaning.MOVE,
            Optional.of("/Volumes/main/bronze/archive"),
            Discovery.LISTING,
            Optional.of("1 day"));

    assertThat(onDatabricks.bronze(intake)).hasSize(1);
    lakehouse.land("deep/2.jsonl", OrderLine.of("O-2").json());
    assertThat(onDatabricks.bronze(Intake.PLAIN)).hasSize(1);
    assertThat(onDatabricks.bronze(Intake.PLAIN)).isEmpty();

    assertThat(lakehouse.rows("SELECT line FROM {bronze.orders_raw} WHERE line <> '{'"))
        .containsExactlyInAnyOrder(OrderLine.of("O-1").json(), OrderLine.of("O-2").json());
    assertThat(CloudFiles.given()).isNotEmpty();
    CloudFiles.given()
        .forEach(options -> assertThat(VALID).containsAll(new TreeSet<>(options.keySet())));
    assertThat(CloudFiles.given())
        .contains(
            Map.ofEntries(
                Map.entry("cloudFiles.format", "text"),
                Map.entry("cloudFiles.maxFilesPerTrigger", "10"),
                Map.entry("cloudFiles.maxBytesPerTrigger", "1g"),
                Map.entry("cloudFiles.cleanSource", "MOVE"),
                Map.entry("cloudFiles.cleanSource.moveDestination", "/Volumes/main/bronze/archive"),
                Map.entry("cloudFiles.backfillInterval", "1 day"),
                Map.entry("pathGlobFilter", Feed.FILE_NAMES),
                Map.entry("recursiveFileLookup", "true"),
                Map.entry("ignoreCorruptFiles", "false"),
                Map.entry("ignoreMissingFiles", "false")));
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(() -> intake(Cleaning.MOVE, Optional.empty(), Discovery.LISTING))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--clean-source move and --archive belong together");
    assertThatThrownBy(() -> intake(Cleaning.KEEP, Optional.of("/x"), Discovery.LISTING))
        .isInstanceOf(UserException.class);
    assertThatThrownBy(
            () ->
                new Intake(
                    Optional.empty(),
                    Optional.empty(),
                    Cleaning.KEEP,
                    Optional.empty(),
                    Discovery.FILE_EVENTS,
                    Optional.of("1 day")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exclude each other");
    assertThatThrownBy(
            () ->
                new Intake(
                    Optional.of(0),
                    Optional.empty(),
                    Cleaning.KEEP,
                    Optional.empty(),
                    Discovery.LISTING,
                    Optional.empty()))
        .isInstanceOf(UserException.class);
  }

  @Test
  void whatSparkItselfHasNotIsRefusedThere() {
    assertThatThrownBy(
            () ->
                lakehouse
                    .pipeline()
                    .bronze(intake(Cleaning.KEEP, Optional.empty(), Discovery.FILE_EVENTS)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There are no file events here.");
    assertThatThrownBy(
            () ->
                lakehouse
                    .pipeline()
                    .bronze(
                        new Intake(
                            Optional.empty(),
                            Optional.of("1g"),
                            Cleaning.KEEP,
                            Optional.empty(),
                            Discovery.LISTING,
                            Optional.empty())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--max-files-per-trigger");
  }

  /** Spark's stream moves the files of a run when the next one has something to take in. */
  @Test
  void filesThatWereTakenInAreMovedLocallyToo() throws Exception {
    TestLakehouse moving = new TestLakehouse(folder.resolve("moving"));
    moving.setupForBronze();
    Path archive = folder.resolve("archive");
    Intake intake = intake(Cleaning.MOVE, Optional.of(archive.toString()), Discovery.LISTING);
    Path first = moving.land("1.json", "{}");
    moving.pipeline().bronze(intake);
    moving.land("2.json", "{}");
    moving.pipeline().bronze(intake);
    assertThat(first).doesNotExist();
    assertThat(archive.resolve(first.toString().substring(1))).hasContent("{}");
    assertThat(moving.value("SELECT count(*) FROM {bronze.orders_raw}")).isEqualTo(2L);
  }

  private static Intake intake(Cleaning cleaning, Optional<String> archive, Discovery discovery) {
    return new Intake(
        Optional.empty(), Optional.empty(), cleaning, archive, discovery, Optional.empty());
  }
}
