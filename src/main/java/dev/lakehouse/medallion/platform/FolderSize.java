package dev.lakehouse.medallion.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;

/** Tells small folders from large ones, and looks no longer at a large one than that takes. */
final class FolderSize extends SimpleFileVisitor<Path> {

  /** To look at a file takes time too, however few bytes it has. */
  private static final long BYTES_OF_A_FILE = 512;

  private final long limit;
  private long bytes;

  private FolderSize(long limit) {
    this.limit = limit;
  }

  /**
   * Whether all files in the folders, and in theirs, together have no more bytes; a file counts as
   * one of 512 bytes at least, and a folder that is not there as an empty one.
   */
  static boolean isWithin(long limit, List<Path> folders) {
    FolderSize size = new FolderSize(limit);
    try {
      for (Path folder : folders) {
        if (Files.exists(folder)) {
          Files.walkFileTree(
              folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, size);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return size.bytes <= limit;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    bytes += Math.max(attributes.size(), BYTES_OF_A_FILE);
    return bytes <= limit ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  /** What cannot be looked at, or has gone meanwhile, is for the run to find out. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
    return FileVisitResult.CONTINUE;
  }
}
