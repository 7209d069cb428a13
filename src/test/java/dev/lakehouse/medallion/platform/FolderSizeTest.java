package dev.lakehouse.medallion.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSizeTest {

  @TempDir Path folder;

  @Test
  void theFilesOfAllFoldersCount() throws IOException {
    write("tables/silver/part", 3_000);
    write("landing/orders/file", 2_000);
    List<Path> both = List.of(folder.resolve("tables"), folder.resolve("landing"));

    assertThat(FolderSize.isWithin(5_000, both)).isTrue();
    assertThat(FolderSize.isWithin(4_999, both)).isFalse();
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() {
    assertThat(FolderSize.isWithin(0, List.of(folder.resolve("none"), folder))).isTrue();
  }

  @Test
  void whatALinkLeadsToCounts() throws IOException {
    write("elsewhere/file", 2_000);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("elsewhere"));

    assertThat(FolderSize.isWithin(2_000, List.of(link))).isTrue();
    assertThat(FolderSize.isWithin(1_999, List.of(link))).isFalse();
  }

  @Test
  void manyEmptyFilesAreMuchToLookAt() throws IOException {
    for (int number = 0; number < 10; number++) {
      write("file-" + number, 0);
    }

    assertThat(FolderSize.isWithin(5_120, List.of(folder))).isTrue();
    assertThat(FolderSize.isWithin(5_119, List.of(folder))).isFalse();
  }

  private void write(String name, int bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
  }
}
