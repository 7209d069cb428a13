package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.InUseException;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * A turn by a lock of the operating system, which gives it back when the process ends, however it
 * ends.
 *
 * <p>The file stays when the turn is over: to delete it would let two processes lock two files of
 * one name.
 */
final class FileTurn implements Turn {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int LONGEST_NOTE = 200;

  private final FileChannel channel;

  private FileTurn(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the turn.
   *
   * @param file what is locked; says who has it
   * @param waiting is told once, if the turn does not come at once, who has it
   * @throws InUseException if it does not come in time
   * @throws UserException if the file cannot be locked
   */
  static FileTurn take(Path file, Duration patience, Consumer<String> waiting) {
    try {
      Files.createDirectories(file.getParent());
      FileTurn turn =
          new FileTurn(
              FileChannel.open(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE));
      try {
        await(turn.channel, patience, waiting);
        sign(turn.channel);
        return turn;
      } catch (IOException | InterruptedException | RuntimeException failure) {
        turn.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new UserException(
          "The lakehouse cannot be locked against other runs by " + file + ".",
          failure.toString(),
          "Mend the permissions or the disk, or name another --lakehouse.");
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + file, failure);
    }
  }

  /** Looks again and again: no wait for a lock of the operating system can be given a limit. */
  private static void await(FileChannel channel, Duration patience, Consumer<String> waiting)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    boolean told = false;
    while (!locks(channel)) {
      String holder = note(channel);
      if (System.nanoTime() - start >= patience.toNanos()) {
        throw inUse(holder, patience);
      }
      if (!told) {
        waiting.accept(holder);
        told = true;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException failure) {
      // Another thread of this process has it.
      return false;
    }
  }

  private static void sign(FileChannel channel) throws IOException {
    String note =
        "process %d, since %s"
            .formatted(
                ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String note(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
    channel.read(bytes, 0);
    String note = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    return note.isBlank() ? "another process" : note;
  }

  private static InUseException inUse(String holder, Duration patience) {
    return new InUseException(
        "Another run is changing the lakehouse: " + holder + ".",
        "Runs take turns, and this one's did not come within "
            + patience.toSeconds()
            + " s. Nothing was done.",
        "Run again later, or wait longer with --wait.");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new IllegalStateException("The lock of the lakehouse cannot be released", failure);
    }
  }
}
