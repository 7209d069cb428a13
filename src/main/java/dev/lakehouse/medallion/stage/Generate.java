package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.platform.Platform;

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
  public String run(SampleData data, SampleData.Request request) {
    String folder = "%s/%s-seed-%d".formatted(platform.landing(), data.feed(), request.seed());
    // Spark writes below a name that begins with an underscore, which readers of the landing folder
    // pass over, and moves each file to its own name when all of it is there.
    data.lines(platform.spark(), request).write().mode("append").partitionBy("file").text(folder);
    return folder;
  }
}
