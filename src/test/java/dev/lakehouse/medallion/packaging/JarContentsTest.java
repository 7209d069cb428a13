package dev.lakehouse.medallion.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  @Test
  void soundListOfLicencesHasNoFault() throws IOException {
    assertThat(JarContents.licenceFaults(licensed(SOUND, "Apache Commons CSV"))).isEmpty();
  }

  @Test
  void libraryThatIsNotListedIsFound() throws IOException {
    assertThat(JarContents.licenceFaults(jar(61, OURS, "picocli/CommandLine.class")))
        .containsExactly("info.picocli:picocli: not listed");
    assertThat(JarContents.licenceFaults(licensed(SOUND + "     (Apache-2.0) X (a:b:1 - x)\n", "")))
        .containsExactly(
            "a:b: listed, and not packed", "META-INF/NOTICE: without that of Apache Commons CSV");
  }

  @Test
  void licenceThatForbidsAndOneWithoutItsTextAreFound() throws IOException {
    assertThat(
            JarContents.licenceFaults(
                licensed(SOUND.replace("Apache-2.0", "GPL-3.0"), "Apache Commons CSV")))
        .containsExactly("org.apache.commons:commons-csv: under GPL-3.0");
    assertThat(
            JarContents.licenceFaults(
                licensed(SOUND.replace("Apache-2.0", "MIT"), "Apache Commons CSV")))
        .containsExactly("org.apache.commons:commons-csv: the text of MIT is missing");
  }

  private static final String SOUND =
      """

      Lists of 1 third-party dependencies.
           (Apache-2.0) Apache Commons CSV (org.apache.commons:commons-csv:1.10.0 - https://x.org/)
      """;

  private Path licensed(String list, String notice) throws IOException {
    Path jar = folder.resolve("licensed.jar");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
      Map<String, String> texts =
          Map.of(
              "org/apache/commons/csv/CSVFormat.class",
              "",
              "META-INF/THIRD-PARTY.txt",
              list,
              "META-INF/licenses/Apache-2.0.txt",
              "The text",
              "META-INF/NOTICE",
              notice);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        entries.putNextEntry(new JarEntry(text.getKey()));
        entries.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
      }
    }
    return jar;
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
