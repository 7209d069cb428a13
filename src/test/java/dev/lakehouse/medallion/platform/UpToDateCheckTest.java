package dev.lakehouse.medallion.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.contract.Layer;
import dev.lakehouse.medallion.contract.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a change to a run, and what is none. */
class UpToDateCheckTest {

  private static final TableName RAW = new TableName(Layer.BRONZE, "orders_raw");
  private static final TableName ORDERS = new TableName(Layer.SILVER, "orders");
  private static final List<TableName> TABLES = List.of(RAW, ORDERS);

  private static final String LANDED = "landing/orders/2025/one.json";
  private static final String COMMIT = "x_bronze/orders_raw/_delta_log/00000000000000000000.json";
  private static final String DATA = "x_bronze/orders_raw/part-0.parquet";
  private static final String BATCH = "checkpoints/x_bronze.orders_raw-7/commits/0";

  @TempDir Path folder;

  @BeforeEach
  void lay() {
    Stream.of(LANDED, COMMIT, DATA, BATCH, "x_silver/orders/_delta_log/0.json", "logs/spark.log")
        .forEach(file -> write(file, "one"));
  }

  /** Something that happens between two runs. */
  private interface Happening {
    void in(UpToDateCheckTest lakehouse) throws IOException;
  }

  private record Change(String what, Happening happening) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change("a file arrives", it -> it.write("landing/orders/two.json", "")),
        new Change("a file is gone", it -> it.delete(LANDED)),
        new Change("a file has grown", it -> it.write(LANDED, "one more")),
        new Change("a file was written again", it -> it.touch(LANDED)),
        new Change("a file of the same size and time replaces one", it -> it.replace(LANDED)),
        new Change("a stray arrives", it -> it.write("landing/two.json", "")),
        new Change("a table was changed", it -> it.write(COMMIT.replace("0.json", "1.json"), "")),
        new Change("a commit was damaged", it -> it.write(COMMIT, "o")),
        new Change("a table is gone", it -> it.delete(COMMIT)),
        new Change("a checkpoint is gone", it -> it.delete(BATCH)),
        new Change("what was kept is damaged", it -> it.write("state/x_last_run.json", "{")),
        new Change("what was kept is gone", it -> it.delete("state/x_last_run.json")));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changeIsNoticed(Change change) throws IOException {
    run();
    assertThat(check("").passes(TABLES)).isTrue();
    change.happening().in(this);
    assertThat(check("").passes(TABLES)).isFalse();
    run();
    assertThat(check("").passes(TABLES)).isTrue();
  }

  @Test
  void whatNoRunLooksAtIsNoChange() {
    run();
    write("logs/spark.log", "more");
    write("x_bronze/orders_raw/part-1.parquet", "never committed");
    write("y_bronze/orders_raw/_delta_log/0.json", "of another prefix");
    write("checkpoints/y_bronze.orders_raw/commits/0", "of another prefix");
    assertThat(check("").passes(TABLES)).isTrue();
  }

  @Test
  void otherOptionsAndOtherTablesAreAChange() {
    run();
    assertThat(check("zone").passes(TABLES)).isFalse();
    assertThat(check("").passes(List.of(RAW))).isFalse();
  }

  @Test
  void whatComesAfterARunHasLookedIsNewToTheNext() {
    UpToDateCheck check = check("");
    check.observeLanding();
    write("landing/orders/two.json", "while bronze is at work");
    check.observe(List.of(RAW));
    check.observe(TABLES);
    check.keep();
    assertThat(check("").passes(TABLES)).isFalse();

    check = check("");
    check.observeLanding();
    check.observe(List.of(RAW));
    write(COMMIT.replace("0.json", "1.json"), "while silver is at work");
    check.observe(TABLES);
    check.keep();
    assertThat(check("").passes(TABLES)).isFalse();
  }

  @Test
  void runThatDidNotComeToItsEndKeepsNothing() {
    UpToDateCheck check = check("");
    check.observeLanding();
    check.observe(TABLES);
    assertThat(check("").passes(TABLES)).isFalse();
  }

  @Test
  void whatCannotBeListedIsLeftToTheRun() throws IOException {
    run();
    Path loop = Files.createSymbolicLink(folder.resolve("landing/orders/loop"), folder);
    assertThat(check("").passes(TABLES)).isFalse();
    run();
    assertThat(check("").passes(TABLES)).isFalse();
    Files.delete(loop);
    assertThat(check("").passes(TABLES)).isTrue();
  }

  @Test
  void whereNothingCanBeSeenEveryRunGoesItsWay() {
    List<Place> unseen =
        List.of(
            new Place("s3a://lake/house", Optional.empty(), Optional.empty(), "x_"),
            new Place(folder.toString(), Optional.of("s3a://lake/l"), Optional.empty(), "x_"),
            new Place(folder.toString(), Optional.empty(), Optional.of("hive"), "x_"),
            new Place(folder.toString(), Optional.empty(), Optional.empty(), "x_", true));
    for (Place place : unseen) {
      UpToDateCheck check = UpToDateCheck.of(place, "");
      check.observeLanding();
      check.observe(TABLES);
      check.keep();
      assertThat(UpToDateCheck.of(place, "").passes(TABLES)).as(place.toString()).isFalse();
    }
    assertThat(folder.resolve("state")).doesNotExist();
  }

  private void run() {
    UpToDateCheck check = check("");
    check.observeLanding();
    check.observe(List.of(RAW));
    check.observe(TABLES);
    check.keep();
  }

  private UpToDateCheck check(String options) {
    Place place = new Place(folder.toString(), Optional.empty(), Optional.empty(), "x_");
    return UpToDateCheck.of(place, options);
  }

  private void write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  private void touch(String file) throws IOException {
    Path path = folder.resolve(file);
    long millis = Files.getLastModifiedTime(path).toMillis();
    Files.setLastModifiedTime(path, FileTime.fromMillis(millis + 1000));
  }

  private void replace(String file) throws IOException {
    Path path = folder.resolve(file);
    Path other = Files.writeString(folder.resolve("other"), "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
  }
}
