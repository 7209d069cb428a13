package dev.lakehouse.medallion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a process of the packaged application printed, and how it ended. */
record Launched(int status, String out, String err) {

  private static final Path TARGET = Path.of(System.getProperty("medallion.target"));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** Runs the application as on a laptop: {@code java -jar medallion-local.jar}. */
  static Launched local(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(JAVA, QUICK_START, "-jar", TARGET.resolve("medallion-local.jar").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs the fat JAR by Spark's own submit class, with Spark and Delta on its class path. */
  static Launched submitted(String... arguments) {
    List<String> command = new ArrayList<>(List.of(JAVA, QUICK_START));
    command.addAll(List.of(System.getProperty("medallion.opens").trim().split("\\s+")));
    command.addAll(
        List.of(
            "-cp",
            TARGET.resolve("lib") + "/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--conf",
            "spark.driver.host=127.0.0.1",
            TARGET.resolve("medallion-pipeline.jar").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Launched run(List<String> command) {
    try {
      Path out = Files.createTempFile("medallion", ".out");
      Path err = Files.createTempFile("medallion", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("Not done after 10 minutes: " + command);
      }
      return new Launched(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }
}
