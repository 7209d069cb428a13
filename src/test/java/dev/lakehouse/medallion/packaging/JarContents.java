package dev.lakehouse.medallion.packaging;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a JAR that is to run beside all that a Databricks runtime carries. */
final class JarContents {

  /**
   * Ours, and the small libraries that no runtime carries. Spark, Delta, Scala, Jackson, slf4j,
   * log4j, guava, gson, Apache Commons, httpclient, json4s and the Databricks SDK are none of them:
   * a second copy of one of these, in another version, is what breaks jobs.
   */
  private static final List<String> PACKED =
      List.of(
          "dev/lakehouse/medallion/",
          "picocli/",
          "org/apache/commons/csv/",
          "com/github/freva/asciitable/",
          "gg/jte/");

  /** Of others, by the folder that their classes lie in, or the file that they are. */
  private static final Map<String, List<String>> ARTIFACTS =
      Map.of(
          "picocli/", List.of("info.picocli:picocli"),
          "org/apache/commons/csv/", List.of("org.apache.commons:commons-csv"),
          "com/github/freva/asciitable/", List.of("com.github.freva:ascii-table"),
          "gg/jte/", List.of("gg.jte:jte-runtime"),
          // The script of the first holds the other two.
          "report/echarts.min.js",
              List.of(
                  "org.webjars.npm:echarts", "org.webjars.npm:zrender", "org.webjars.npm:tslib"));

  /** Those under which the libraries may be passed on, with us and in any use. */
  private static final Set<String> LICENCES = Set.of("Apache-2.0", "MIT", "BSD-3-Clause", "0BSD");

  private static final String THIRD_PARTY = "META-INF/THIRD-PARTY.txt";

  private static final String NOTICE = "META-INF/NOTICE";

  /** Libraries that come with a notice, and what it says first. */
  private static final Map<String, String> NOTICES =
      Map.of(
          "org.apache.commons:commons-csv", "Apache Commons CSV",
          "org.webjars.npm:echarts", "Apache ECharts");

  /** A line of the list: {@code (licence) Name (group:artifact:version - address)}. */
  private static final Pattern LISTED =
      Pattern.compile("^\\h*\\(([^)]+)\\) .+ \\(([^:)]+:[^:]+):[^)]+\\)$", Pattern.MULTILINE);

  /** Of Java 17, which serverless environments from version 4 on have. */
  private static final int NEWEST_CLASS_FILE = 61;

  private static final String OUR_DESCRIPTOR = "META-INF/maven/dev.lakehouse/medallion/pom.xml";

  private static final Pattern SCALA_2_12 = Pattern.compile("META-INF/maven/.*_2\\.12(/.*)?");

  private JarContents() {}

  /** Each fault as {@code entry: what is wrong}; empty for a sound JAR. */
  static List<String> faults(Path jar) throws IOException {
    List<String> faults = new ArrayList<>();
    try (JarFile content = new JarFile(jar.toFile())) {
      if (content.getEntry(OUR_DESCRIPTOR) == null) {
        faults.add(OUR_DESCRIPTOR + ": missing");
      }
      for (JarEntry entry : content.stream().toList()) {
        String name = entry.getName();
        if (SCALA_2_12.matcher(name).matches()) {
          faults.add(name + ": of Scala 2.12");
        }
        if (name.matches(".*\\.(so|dll|dylib|jnilib)")) {
          faults.add(name + ": native code");
        }
        if (name.endsWith(".class")) {
          if (PACKED.stream().noneMatch(name::startsWith)) {
            faults.add(name + ": a stranger");
          }
          int version = version(content, entry);
          if (version > NEWEST_CLASS_FILE) {
            faults.add(name + ": of class file version " + version);
          }
        }
      }
    }
    return faults;
  }

  /**
   * What is wrong with the list of licences, and with the texts that the licences ask for; each
   * fault as in {@link #faults}.
   */
  static List<String> licenceFaults(Path jar) throws IOException {
    List<String> faults = new ArrayList<>();
    try (JarFile content = new JarFile(jar.toFile())) {
      String notice = text(content, NOTICE);
      Set<String> packed = new TreeSet<>();
      content.stream()
          .map(JarEntry::getName)
          .filter(name -> !name.endsWith("/"))
          .forEach(
              name ->
                  ARTIFACTS.forEach(
                      (folder, artifact) -> {
                        if (name.startsWith(folder)) {
                          packed.addAll(artifact);
                        }
                      }));
      Set<String> listed = new TreeSet<>();
      Matcher line = LISTED.matcher(text(content, THIRD_PARTY));
      while (line.find()) {
        String licence = line.group(1);
        listed.add(line.group(2));
        if (!LICENCES.contains(licence)) {
          faults.add(line.group(2) + ": under " + licence);
        } else if (text(content, "META-INF/licenses/" + licence + ".txt").isBlank()) {
          faults.add(line.group(2) + ": the text of " + licence + " is missing");
        }
      }
      packed.stream()
          .filter(artifact -> !listed.contains(artifact))
          .forEach(artifact -> faults.add(artifact + ": not listed"));
      listed.stream()
          .filter(artifact -> !packed.contains(artifact))
          .forEach(artifact -> faults.add(artifact + ": listed, and not packed"));
      // The Apache License, 4 (d): a library's notice goes on with it.
      NOTICES.forEach(
          (artifact, name) -> {
            if (packed.contains(artifact) && !notice.contains(name)) {
              faults.add(NOTICE + ": without that of " + name);
            }
          });
    }
    return faults;
  }

  private static String text(JarFile content, String name) throws IOException {
    JarEntry entry = content.getJarEntry(name);
    if (entry == null) {
      return "";
    }
    try (InputStream bytes = content.getInputStream(entry)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The Java Virtual Machine Specification, 4.1: a magic number, the minor and major versions. */
  private static int version(JarFile content, JarEntry entry) throws IOException {
    try (DataInputStream bytes = new DataInputStream(content.getInputStream(entry))) {
      bytes.readInt();
      bytes.readUnsignedShort();
      return bytes.readUnsignedShort();
    }
  }
}
