package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README says happens is shown by the tests that it names. */
class WhatHappensTest {

  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## What happens when…$(.*?)^## ");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [^-|\\n].* \\|$");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

  static Stream<String> rows() throws IOException {
    return ROW.matcher(section()).results().map(MatchResult::group);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void rowNamesTestsThatAreThere(String row) throws Exception {
    List<MatchResult> named = NAMED.matcher(row).results().toList();
    assertThat(named).as(row).isNotEmpty();
    for (MatchResult test : named) {
      assertThat(Arrays.stream(type(test.group(1)).getDeclaredMethods()))
          .as(test.group())
          .anyMatch(
              method ->
                  method.getName().equals(test.group(2))
                      && (method.isAnnotationPresent(Test.class)
                          || method.isAnnotationPresent(ParameterizedTest.class)));
    }
  }

  @Test
  void everyTestOfFaultsIsNamed() throws Exception {
    String section = section();
    try (Stream<Path> files = Files.list(TESTS.resolve("dev/lakehouse/medallion/fault"))) {
      for (Path file :
          files.filter(file -> file.toString().matches(".*(Test|IT)\\.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        for (var method : type(name).getDeclaredMethods()) {
          if (method.isAnnotationPresent(Test.class)
              || method.isAnnotationPresent(ParameterizedTest.class)) {
            assertThat(section).contains("`" + name + "." + method.getName() + "`");
          }
        }
      }
    }
  }

  @Test
  void everyTestThatTheReadmeNamesIsThere() throws Exception {
    List<MatchResult> named =
        Pattern.compile("`([A-Z]\\w+(?:Test|IT))`")
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .toList();
    assertThat(named).hasSizeGreaterThan(10);
    for (MatchResult test : named) {
      assertThat(type(test.group(1))).isNotNull();
    }
  }

  private static String section() throws IOException {
    return SECTION
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(section -> section.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static Class<?> type(String name) throws Exception {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().equals(name + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("There is no test class " + name));
      String qualified = TESTS.relativize(file).toString().replace(".java", "").replace('/', '.');
      // Some need what only a build knows.
      return Class.forName(qualified, false, WhatHappensTest.class.getClassLoader());
    }
  }
}
