package dev.lakehouse.medallion.contract;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a folder lies, as a person names it: on this machine, or in a store by its scheme. */
public final class Location {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  private static final Pattern COLON_IN_A_NAME = Pattern.compile("/[^/]*:");
  private static final Pattern GLOB_CHARACTER = Pattern.compile("[\\\\*?\\[\\]{}]");

  private Location() {}

  /**
   * The whole name of a folder.
   *
   * @param name a path, from the working folder on, or a URI such as {@code s3a://bucket/folder}
   * @return without a slash at its end
   * @throws UserException if it is none, or one that Hadoop cannot read
   */
  public static String absolute(String name) {
    String location = located(name);
    if (location.contains("${")) {
      throw unusable(name, "Hadoop puts the value of a setting in the place of ${name}.");
    }
    if (COLON_IN_A_NAME.matcher(location).find() && GLOB_CHARACTER.matcher(location).find()) {
      throw unusable(
          name, "Hadoop cannot read a path that holds a colon and one of the characters *?[]{}\\.");
    }
    return location;
  }

  private static String located(String name) {
    try {
      return SCHEME.matcher(name).matches()
          ? URI.create(name).normalize().toString().replaceAll("/+$", "")
          : Path.of(name).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException failure) {
      throw unusable(name, failure.getReason());
    } catch (IllegalArgumentException failure) {
      throw unusable(name, failure.getMessage());
    }
  }

  /** The folder as this process can use it without Spark; empty where it lies in a store. */
  public static Optional<Path> onThisMachine(String location) {
    if (!SCHEME.matcher(location).matches()) {
      return Optional.of(Path.of(location));
    }
    // Hadoop takes what follows the scheme as it stands, and %20 for three characters.
    return location.startsWith("file:")
        ? Optional.of(Path.of(location.replaceFirst("^file:/+", "/")))
        : Optional.empty();
  }

  /** The location as a reader of Spark's takes it, which would read some characters as a glob. */
  public static String asItStands(String location) {
    return GLOB_CHARACTER.matcher(location).replaceAll("\\\\$0");
  }

  private static UserException unusable(String name, String cause) {
    return new UserException(
        "The folder '" + name + "' cannot be used.",
        cause,
        "Name another in the same option, as a path or as a URI such as s3a://bucket/folder.");
  }
}
