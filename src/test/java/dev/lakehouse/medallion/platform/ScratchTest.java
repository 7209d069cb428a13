package dev.lakehouse.medallion.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.TestSession;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Spark puts aside what it sorts and shuffles, which is data. */
class ScratchTest {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  @TempDir Path shared;

  @Test
  void whatSparkPutsAsideLiesWhereNobodyElseCanEnter() throws IOException {
    assertThat(TestSession.spark()).isNotNull();
    for (File folder : SparkEnv.get().blockManager().diskBlockManager().localDirs()) {
      Path scratch = folder.toPath().getParent();
      assertThat(scratch.getFileName().toString()).matches("medallion-[0-9]{10,}");
      assertThat(Files.getPosixFilePermissions(scratch)).isEqualTo(PRIVATE);
    }
  }

  @Test
  void umaskIsThatOfTheProcess() throws IOException {
    Scratch scratch = Scratch.create();
    Path made = Files.createDirectory(shared.resolve("made"));
    int left = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      left = left << 1 | (Files.getPosixFilePermissions(made).contains(permission) ? 1 : 0);
    }
    assertThat(scratch.umask()).contains("%03o".formatted(0777 & ~left));
    assertThat(scratch.folder()).isEmptyDirectory();
  }
}
