package dev.lakehouse.medallion.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That each fault of a JAR is found. */
class JarContentsTest {

  private static final String OURS = "META-INF/maven/dev.lakehouse/medallion/pom.xml";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/spark/sql/Row.class",
        "io/delta/tables/DeltaTable.class",
        "scala/Option.class",
        "com/fasterxml/jackson/databind/ObjectMapper.class",
        "org/slf4j/Logger.class",
        "org/apache/logging/log4j/Logger.class",
        "com/google/common/base/Joiner.class",
        "com/google/gson/Gson.class",
        "org/apache/commons/lang3/StringUtils.class",
        "org/apache/commons/io/IOUtils.class",
        "org/apache/http/client/HttpClient.class",
        "org/json4s/Formats.class",
        "com/databricks/sdk/WorkspaceClient.class"
      })
  void classThatTheRuntimeCarriesIsFound(String name) throws IOException {
    assertThat(JarContents.faults(jar(61, OURS, name))).containsExactly(name + ": a stranger");
  }

  @Test
  void soundJarHasNoFault() throws IOException {
    assertThat(
            JarContents.faults(
                jar(61, OURS, "dev/lakehouse/medallion/Main.class", "picocli/CommandLine.class")))
        .isEmpty();
  }

  @Test
  void newerClassFileIsFound() throws IOException {
    assertThat(JarContents.faults(jar(65, OURS, "dev/lakehouse/medallion/Main.class")))
        .containsExactly("dev/lakehouse/medallion/Main.class: of class file version 65");
  }

  @Test
  void otherScalaNativeCodeAndAMissingDescriptorAreFound() throws IOException {
    String scala = "META-INF/maven/io.delta/delta-spark_2.12/pom.properties";
    assertThat(JarContents.faults(jar(61, scala, "linux/libx.so")))
        .isEqualTo(
            List.of(OURS + ": missing", scala + ": of Scala 2.12", "linux/libx.so: native code"));
  }

  private Path jar(int version, String... names) throws IOException {
    Path jar = folder.resolve("made.jar");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        entries.putNextEntry(new JarEntry(name));
        DataOutputStream bytes = new DataOutputStream(entries);
        bytes.writeInt(0xCAFEBABE);
        bytes.writeShort(0);
        bytes.writeShort(version);
        bytes.flush();
        entries.closeEntry();
      }
    }
    return jar;
  }
}
