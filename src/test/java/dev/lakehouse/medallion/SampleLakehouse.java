package dev.lakehouse.medallion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lakehouse with the sample files in it, made once and only read. */
public final class SampleLakehouse {

  /** The files that the README's first command runs over. */
  public static final Path FILES = Path.of("sample_data").toAbsolutePath();

  /** Of these, the orders. */
  public static final Path ORDERS = FILES.resolve("orders");

  private static final TestLakehouse LAKEHOUSE = make();

  private SampleLakehouse() {}

  public static TestLakehouse get() {
    return LAKEHOUSE;
  }

  private static TestLakehouse make() {
    try {
      return TestLakehouse.reading(Files.createTempDirectory("medallion-sample"), FILES)
          .run()
          .attach();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
