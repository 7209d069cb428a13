package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.SampleData;
import dev.lakehouse.medallion.contract.SampleData.Request;
import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {

  @TempDir Path folder;

  private static final Request REQUEST = new Request(3, 1, 1, 10, LocalDate.parse("2025-01-01"), 0);

  @Test
  void keyThatWouldBeTakenForOrdersIsRefused() {
    for (String within : new String[] {"landing", "landing/key", "landing/_made/../key"}) {
      assertThatThrownBy(() -> generate(REQUEST, within))
          .as(within)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("It lies in the landing folder");
    }
  }

  @Test
  void keyInAFolderThatReadersPassOverIsWritten() {
    generate(REQUEST, "landing/_key");
    assertThat(folder.resolve("landing/_key/orders/lines")).isNotEmptyDirectory();
    assertThat(folder.resolve("landing/_key/orders/gold/daily_revenue")).isNotEmptyDirectory();
  }

  @Test
  void keyOfAHistoryThatIsNotOverIsRefused() {
    Request future = new Request(3, 1, 1, 10, LocalDate.parse("2100-01-01"), 0);
    assertThatThrownBy(() -> generate(future, "key"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("No answer key can be made for a history up to 2100-01-11");
  }

  @Test
  void keyForFilesThatAreThereIsRefused() throws IOException {
    generate(REQUEST, "key");
    // As hostile files do, it lies beside folders that are named like partitions.
    Path beside =
        folder.resolve("landing/orders").resolve(SampleData.folder(REQUEST)).resolve("hostile");
    Files.writeString(Files.createDirectories(beside).resolve("odd.json"), "{}");
    assertThatThrownBy(() -> generate(REQUEST, "key"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Files are there already");
  }

  @Test
  void hostileFilesNeedAFolderOfThisMachine() {
    assertThatThrownBy(() -> new HostileFolder("s3a://bucket/landing/orders/seed-1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("that folder is not one of this machine");
  }

  private void generate(Request request, String key) {
    new TestLakehouse(folder)
        .pipeline()
        .generate(request, Optional.of(folder.resolve(key).toString()));
  }
}
