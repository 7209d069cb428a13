package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.platform.Platform;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The files that lie where files arrive, whether they have been taken in or not. */
public final class LandedFiles {

  private static final String[] LINE_ID = {"line_id"};

  private final Platform platform;

  public LandedFiles(Platform platform) {
    this.platform = platform;
  }

  /**
   * Those that still hold one of some lines, as far as they can be read.
   *
   * @param lines {@code line_id STRING, file_path STRING}
   * @return their paths as tables have them, in order
   */
  public List<String> holding(Dataset<Row> lines) {
    Object[] paths =
        lines.select("file_path").distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .toArray();
    Dataset<Row> ids = lines.select("line_id").distinct();
    return platform.landedLines(Feed.FILE_NAMES).stream()
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
}
