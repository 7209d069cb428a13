package dev.lakehouse.medallion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that will come to its end by itself, unless it is killed.
 *
 * @param patience how long it may take
 */
record Running(Process process, Path out, Path err, Duration patience) {

  static Running of(ProcessBuilder builder) {
    return of(builder, Duration.ofMinutes(10));
  }

  static Running of(ProcessBuilder builder, Duration patience) {
    try {
      Path out = Files.createTempFile("medallion", ".out");
      Path err = Files.createTempFile("medallion", ".err");
      return new Running(
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(),
          out,
          err,
          patience);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until it has the turn that a lock file stands for, or until it has ended. */
  Running atWork(Path lock) {
    while (!isNoted(lock) && !hasEndedWithin(Duration.ofMillis(20))) {
      // Either will be.
    }
    return this;
  }

  private boolean isNoted(Path lock) {
    try {
      return Files.exists(lock)
          && Files.readString(lock).startsWith("process " + process.pid() + ",");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  boolean hasEndedWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }

  /** Kills it by SIGKILL, which it can do nothing about. */
  Launched kill() {
    process.destroyForcibly();
    return end();
  }

  /** Waits for its end. */
  Launched end() {
    if (!hasEndedWithin(patience)) {
      process.destroyForcibly();
      throw new IllegalStateException("Not done after " + patience + ": " + process.info());
    }
    try {
      return new Launched(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
