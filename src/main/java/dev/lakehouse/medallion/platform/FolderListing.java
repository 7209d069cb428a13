package dev.lakehouse.medallion.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.TreeSet;

/** What tells one state of folders from another. */
final class FolderListing extends SimpleFileVisitor<Path> {

  /** Names, sizes, times and, for one that has taken another's place, identities. */
  private final TreeSet<String> files = new TreeSet<>();

  void add(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes it) {
    files.add("%s\t%d\t%s\t%s".formatted(file, it.size(), it.lastModifiedTime(), it.fileKey()));
    return FileVisitResult.CONTINUE;
  }

  /** How many files there are, and a digest of all that is known of them. */
  @Override
  public String toString() {
    MessageDigest digest = sha256();
    files.forEach(file -> digest.update((file + "\n").getBytes(StandardCharsets.UTF_8)));
    return files.size() + " files, " + HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("Every Java has SHA-256", failure);
    }
  }
}
