package dev.lakehouse.medallion;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, ready when it says so; closing kills it. */
final class RunningServer implements AutoCloseable {

  private static final int LINES_KEPT = 200;

  private final Process process;
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private final Deque<String> printed = new ArrayDeque<>();

  /**
   * @param process its output and errors in one stream
   * @param ready a pattern of the line that says so
   */
  RunningServer(Process process, String ready) {
    this.process = process;
    Thread reader = new Thread(() -> read(Pattern.compile(ready)), "output of a server");
    reader.setDaemon(true);
    reader.start();
    try {
      this.ready.get(3, TimeUnit.MINUTES);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    } catch (ExecutionException | TimeoutException failure) {
      process.destroyForcibly();
      throw new IllegalStateException("The server is not ready. It said:\n" + printed(), failure);
    }
  }

  /** A group of the line that said that the server is ready, such as its address. */
  String said(int group) {
    return ready.join().group(group);
  }

  /** The last lines that it printed. */
  String printed() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  private void read(Pattern pattern) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          ready.complete(matcher);
        }
      }
      ready.completeExceptionally(new IllegalStateException("It ended."));
    } catch (IOException failure) {
      // Of a process that was killed; nobody is waiting any more.
      ready.completeExceptionally(new UncheckedIOException(failure));
    }
  }

  private void keep(String line) {
    synchronized (printed) {
      printed.addLast(line);
      if (printed.size() > LINES_KEPT) {
        printed.removeFirst();
      }
    }
  }
}
