package dev.lakehouse.medallion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command line of this JDK, to be run to its end or to be left running as a server. */
final class JavaCommand {

  /** Where the build puts what it makes. */
  static final Path TARGET = Path.of(System.getProperty("medallion.target"));

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private final List<String> before = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private boolean isLong;

  /** The class path that a POM under {@code src/it} stands for. */
  static String dependencies(String project) {
    return TARGET.resolve("it").resolve(project).resolve("target/dependency") + "/*";
  }

  private JavaCommand() {
    heap("2g");
  }

  /** {@code java -jar}. */
  static JavaCommand jar(Path jar) {
    return new JavaCommand().arguments("-jar", jar.toString());
  }

  /** A class of a class path, with what Spark needs to be opened to it. */
  static JavaCommand main(String type, String... classPath) {
    JavaCommand command = new JavaCommand();
    command.options.addAll(List.of(System.getProperty("medallion.opens").trim().split("\\s+")));
    return command.arguments("-cp", String.join(":", classPath), type);
  }

  /** How much memory it may use for objects; 2 GiB by default. */
  JavaCommand heap(String size) {
    // Of several the last one holds.
    options.add("-Xmx" + size);
    return this;
  }

  /** Has it compiled by both of the JVM's compilers, and waits for it for hours. */
  JavaCommand forManyRows() {
    isLong = true;
    return this;
  }

  /** Sets a system property. */
  JavaCommand with(String property, String value) {
    options.add("-D" + property + "=" + value);
    return this;
  }

  /** Sizes Spark for tables of a few rows: by default it makes 200 and 50 tasks, and compiles. */
  JavaCommand forFewRows() {
    return with("spark.sql.shuffle.partitions", "2")
        .with("spark.databricks.delta.snapshotPartitions", "1")
        .with("spark.sql.codegen.wholeStage", "false")
        .with("spark.sql.codegen.factoryMode", "NO_CODEGEN");
  }

  /** Sets a variable of the environment. */
  JavaCommand in(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Takes a variable out of the environment. */
  JavaCommand without(String variable) {
    environment.put(variable, null);
    return this;
  }

  /** One more option of the JVM. */
  JavaCommand option(String option) {
    options.add(option);
    return this;
  }

  /** Has a shell set the umask before it. */
  JavaCommand under(String umask) {
    before.addAll(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
    return this;
  }

  JavaCommand arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  /** Runs it to its end. */
  Launched run() {
    return begin().end();
  }

  /** Starts it. */
  Running begin() {
    if (isLong) {
      return Running.of(builder(), Duration.ofHours(2));
    }
    // The second, slower compiler pays only for long work. Its room is what both would get.
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-XX:ReservedCodeCacheSize=240m");
    return Running.of(builder());
  }

  /** Starts it and waits until it says that it is ready. */
  RunningServer start(String ready) {
    try {
      return new RunningServer(builder().redirectErrorStream(true).start(), ready);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Its process, not yet started; both of the JVM's compilers work. */
  ProcessBuilder builder() {
    List<String> command = new ArrayList<>(before);
    command.add(JAVA);
    command.addAll(options);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    environment.forEach(
        (variable, value) -> {
          if (value == null) {
            builder.environment().remove(variable);
          } else {
            builder.environment().put(variable, value);
          }
        });
    return builder;
  }
}
