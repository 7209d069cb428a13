package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.HostileFile;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.SampleData.Request;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.key.KeyFolder;
import dev.lakehouse.medallion.platform.Platform;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes synthetic files into the landing folder; a file is not seen before it is whole. */
public final class Generate {

  private final Platform platform;

  public Generate(Platform platform) {
    this.platform = platform;
  }

  /**
   * Writes the files of a request.
   *
   * @return the folder that holds them
   */
  public String run(SampleData data, Request request) {
    String folder = folder(data, request);
    List<HostileFile> hostile = data.hostileFiles(request);
    if (!hostile.isEmpty()) {
      new HostileFolder(folder).write(hostile);
    }
    // Spark writes below a name that begins with an underscore, which readers of the landing folder
    // pass over, and moves each file to its own name when all of it is there.
    data.lines(platform.spark(), request).write().mode("append").partitionBy("file").text(folder);
    return folder;
  }

  /**
   * Writes what must come of a request's files, in place of any key that is there.
   *
   * @param name the folder to write to
   * @return its whole path
   * @throws UserException if the key could not hold, or would be taken for data
   */
  public String answerKey(SampleData data, Request request, String name) {
    KeyFolder key = KeyFolder.named(name);
    key.requireOutside(platform.landing());
    requirePast(request);
    requireNone(folder(data, request));
    KeyFolder part = key.of(data.feed());
    platform.createFolder(part.path(), "--answer-key");
    Dataset<Row> answers = data.answers(platform.spark(), request);
    write(answers.sort("place", "line_md5"), part.lines());
    // Read back, so that the lines are made once and not once per table.
    Dataset<Row> written =
        platform.spark().read().schema(answers.schema()).json(Location.asItStands(part.lines()));
    data.gold(written).forEach((table, rows) -> write(rows.coalesce(1), part.gold(table.name())));
    return key.path();
  }

  /** By default Spark writes instants to the millisecond only. */
  private static void write(Dataset<Row> rows, String folder) {
    rows.write().mode("overwrite").option("timestampFormat", SqlText.INSTANT).json(folder);
  }

  private String folder(SampleData data, Request request) {
    return platform.landing(data.feed()) + "/" + SampleData.folder(request);
  }

  private static void requirePast(Request request) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (request.end().isAfter(today)) {
      throw new UserException(
          "No answer key can be made for a history up to " + request.end() + ".",
          "That is after today, and orders in the future are judged by the clock.",
          "Choose --start and --days so that the history ends by " + today + ".");
    }
  }

  private void requireNone(String folder) {
    if (platform.exists(folder)) {
      throw new UserException(
          "No answer key can be made for " + folder + ".",
          "Files are there already, and the key would not know of them.",
          "Choose another --seed or --landing, or remove that folder.");
    }
  }
}
