package dev.lakehouse.medallion.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How every contestant's JVM is started.
 *
 * @param folder where
 * @param options of the JVM, the heap among them: as many as for everybody else
 */
record Processes(Path folder, List<String> options) {

  Processes {
    options = List.copyOf(options);
  }

  /**
   * Runs a command line to its end.
   *
   * @param home what it writes
   * @param more options of the JVM
   */
  Trial run(List<String> line, Path home, String... more) throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(line).directory(folder.toFile());
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    process.environment().put("JDK_JAVA_OPTIONS", String.join(" ", all));
    return Trial.of(new Trial.Command(process, home));
  }
}
