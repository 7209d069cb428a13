package dev.lakehouse.medallion.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a process took.
 *
 * @param wall from its start to its end
 * @param firstLine from its start to the first line that it printed; empty if it printed none
 * @param cpu what all its threads took, as the system last told of it while it ran
 * @param written by how many bytes the files of its home have grown
 * @param out what it printed
 */
record Trial(
    Duration wall, Optional<Duration> firstLine, Duration cpu, long written, List<String> out) {

  private static final long BETWEEN_LOOKS_MILLIS = 50;

  /** A command line and the folder that it writes. */
  record Command(ProcessBuilder process, Path home) {}

  /**
   * Runs a process to its end, once what others have written is on the disk: to write it would take
   * from this one's time.
   *
   * @throws IllegalStateException if it does not end well
   */
  static Trial of(Command command) throws IOException, InterruptedException {
    int synced = new ProcessBuilder("sync").inheritIO().start().waitFor();
    if (synced != 0) {
      throw new IllegalStateException("sync ended with status " + synced);
    }
    Path errors = Files.createTempFile("benchmark", ".err");
    long before = size(command.home());
    long started = System.nanoTime();
    Process process = command.process().redirectError(errors.toFile()).start();
    List<String> out = new ArrayList<>();
    AtomicLong spoke = new AtomicLong();
    Thread reading = new Thread(() -> read(process, out, spoke));
    reading.start();
    Duration cpu = Duration.ZERO;
    do {
      cpu = process.info().totalCpuDuration().orElse(cpu);
    } while (!process.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS));
    Duration wall = Duration.ofNanos(System.nanoTime() - started);
    reading.join();
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with status %d: %s%s"
              .formatted(
                  command.process().command(),
                  process.exitValue(),
                  String.join("\n", out),
                  Files.readString(errors)));
    }
    Files.delete(errors);
    Optional<Duration> firstLine =
        out.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(spoke.get() - started));
    return new Trial(wall, firstLine, cpu, size(command.home()) - before, List.copyOf(out));
  }

  private static void read(Process process, List<String> out, AtomicLong spoke) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .forEach(
              line -> {
                spoke.compareAndSet(0, System.nanoTime());
                out.add(line);
              });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The bytes of all files in a folder, 0 if it is not there. */
  static long size(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
