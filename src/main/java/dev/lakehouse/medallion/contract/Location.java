package dev.lakehouse.medallion.contract;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a folder lies, as a person names it: on this machine, or in a store by its scheme. */
public final class Location {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");

  private Location() {}

  /**
   * The whole name of a folder.
   *
   * @param name a path, from the working folder on, or a URI such as {@code s3a://bucket/folder}
   * @return without a slash at its end
   * @throws UserException if it is none
   */
  public static String absolute(String name) {
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
    URI uri = URI.create(location);
    return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  private static UserException unusable(String name, String cause) {
    return new UserException(
        "The folder '" + name + "' cannot be used.", cause, "Name another one.");
  }
}
