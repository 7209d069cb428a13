package dev.lakehouse.medallion.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The JAR that this build has made. */
class JarIT {

  private static final Path JAR = Path.of(System.getProperty("medallion.jar"));

  @Test
  void jarNamesWhatIsPackedWithItsLicence() throws IOException {
    assertThat(JarContents.licenceFaults(JAR)).isEmpty();
  }

  @Test
  void jarHoldsOurClassesAndSmallLibrariesOnly() throws IOException {
    assertThat(JarContents.faults(JAR)).isEmpty();
    assertThat(Files.size(JAR)).isLessThan(3_000_000);
  }
}
