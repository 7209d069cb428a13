package dev.lakehouse.medallion.packaging;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
          "com/github/freva/asciitable/");

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

  /** The Java Virtual Machine Specification, 4.1: a magic number, the minor and major versions. */
  private static int version(JarFile content, JarEntry entry) throws IOException {
    try (DataInputStream bytes = new DataInputStream(content.getInputStream(entry))) {
      bytes.readInt();
      bytes.readUnsignedShort();
      return bytes.readUnsignedShort();
    }
  }
}
