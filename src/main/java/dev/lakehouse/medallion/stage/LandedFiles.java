package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Platform;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The files that lie where files arrive, whether they have been taken in or not: those of each feed
 * in a folder of its name.
 */
public final class LandedFiles {

  private static final String[] LINE_ID = {"line_id"};

  private final Platform platform;

  public LandedFiles(Platform platform) {
    this.platform = platform;
  }

  /**
   * Makes sure that files can arrive.
   *
   * @throws UserException if no feed has a folder
   */
  public void requireFolders(List<Feed> feeds) {
    if (feeds.stream().noneMatch(feed -> platform.exists(platform.landing(feed.name())))) {
      throw noFolder(feeds);
    }
  }

  /** Whether a file of a feed lies there. */
  boolean hasAny(Feed feed) {
    return platform
        .landedFiles(feed.name(), Feed.FILE_NAMES)
        .map(files -> !files.isEmpty())
        .orElse(false);
  }

  /**
   * The files of a feed, with the columns of {@link Platform#landedFiles}.
   *
   * @throws UserException if there is no folder for them
   */
  Dataset<Row> of(Feed feed) {
    return platform
        .landedFiles(feed.name(), Feed.FILE_NAMES)
        .orElseThrow(() -> noFolder(List.of(feed)));
  }

  /** The paths of files that no feed will take in, for they lie in no feed's folder. */
  public List<String> strays() {
    return platform.strayFiles(Feed.FILE_NAMES).stream()
        .flatMap(files -> files.orderBy("path").collectAsList().stream())
        .map(row -> row.getString(0))
        .toList();
  }

  /**
   * Those of a feed that still hold one of some lines, as far as they can be read.
   *
   * @param lines {@code line_id STRING, file_path STRING}
   * @return their paths as tables have them, in order
   */
  public List<String> holding(Feed feed, Dataset<Row> lines) {
    Object[] paths =
        lines.select("file_path").distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .toArray();
    Dataset<Row> ids = lines.select("line_id").distinct();
    return platform.landedLines(feed.name(), Feed.FILE_NAMES).stream()
        .map(
            landed ->
                landed
                    .where(col("_metadata.file_path").isin(paths))
                    .select(col("value").as("line"), col("_metadata.file_path").as("_file_path"))
                    .selectExpr("_file_path", FeedTables.LINE_IDENTITY + " AS line_id")
                    .join(ids, LINE_ID, "left_semi")
                    .select("_file_path")
                    .distinct()
                    .orderBy("_file_path"))
        .flatMap(files -> files.collectAsList().stream())
        .map(row -> row.getString(0))
        .toList();
  }

  private UserException noFolder(List<Feed> feeds) {
    String folders =
        feeds.stream()
            .map(feed -> platform.landing(feed.name()))
            .collect(Collectors.joining(" or "));
    return new UserException(
        "There is no folder " + folders + ".",
        "Files arrive in a folder that is named after their feed, in the landing folder.",
        "Create it and put the files there: `medallion setup`, `medallion generate` or mkdir; or"
            + " correct --landing.");
  }
}
