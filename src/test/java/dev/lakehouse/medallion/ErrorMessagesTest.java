package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What users are told when something is theirs to mend, as it stands in the sources. */
class ErrorMessagesTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern THROWN = Pattern.compile("new (?:User|InUse)Exception\\(");

  /** Texts, so that what stands in them is not taken for code; then what parts arguments. */
  private static final Pattern TOKEN = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|[(),]");

  private static final Pattern FIRST_TEXT = Pattern.compile("^\\s*\"((?:\\\\.|[^\"\\\\])*)\"");

  /** An option, a command, a statement, or a variable that holds one. */
  private static final Pattern WHAT_TO_TYPE =
      Pattern.compile("--[a-z]|`[a-z]|option|GRANT |java -D|Type |s3a://|^remedy$|suggestion");

  /** What has no value to name: there is only one of it. */
  private static final List<String> WITHOUT_VALUE =
      List.of(
          "The command line cannot be understood.",
          "The format parquet cannot be printed.",
          "The SQL shell is not there.",
          "The statement failed.",
          "The reason for the waiver is empty.",
          "The rejected lines cannot be judged again now.",
          "It cannot be said now which lines there are to forget.",
          "No folder can be made for what Spark has to put aside.",
          "There are no file events here.",
          "--max-bytes-per-trigger cannot be used here.",
          "--ui cannot be used here.",
          "--clean-source move and --archive belong together.",
          "--file-events and --backfill-interval exclude each other.");

  private record Message(String place, List<String> parts) {}

  @Test
  void everyMessageHasAProblemWithItsValueACauseAndARemedyThatCanBeTyped() throws IOException {
    List<Message> messages = messages();
    assertThat(messages).hasSizeGreaterThan(50);
    SoftAssertions softly = new SoftAssertions();
    for (Message message : messages) {
      softly.assertThat(message.parts()).as(message.place()).hasSize(3).noneMatch(String::isBlank);
      String problem = message.parts().get(0);
      Matcher first = FIRST_TEXT.matcher(problem);
      if (first.find()) {
        String text = first.group(1);
        softly.assertThat(text).as(message.place()).matches("(?s)(?:[A-Z]|'|--|%).*");
        boolean isWhole = first.end() == problem.length();
        softly
            .assertThat(isWhole && !WITHOUT_VALUE.contains(text) ? text : "")
            .as(message.place() + ": names no value")
            .isEmpty();
      }
      softly
          .assertThat(message.parts().get(message.parts().size() - 1))
          .as(message.place())
          .containsPattern(WHAT_TO_TYPE);
    }
    softly.assertAll();
  }

  private static List<Message> messages() throws IOException {
    List<Message> messages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        String source = Files.readString(file);
        for (Matcher thrown = THROWN.matcher(source); thrown.find(); ) {
          int line = (int) source.substring(0, thrown.start()).lines().count();
          messages.add(new Message(file.getFileName() + ":" + line, parts(source, thrown.end())));
        }
      }
    }
    return messages;
  }

  /** The arguments of a call, from after its bracket on. */
  private static List<String> parts(String source, int start) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = start;
    Matcher token = TOKEN.matcher(source).region(start, source.length());
    while (token.find()) {
      switch (token.group()) {
        case "(" -> depth++;
        case ")" -> {
          if (depth-- == 0) {
            parts.add(source.substring(from, token.start()).strip());
            return parts;
          }
        }
        case "," -> {
          if (depth == 0) {
            parts.add(source.substring(from, token.start()).strip());
            from = token.end();
          }
        }
        default -> {
          // A text.
        }
      }
    }
    throw new IllegalStateException("A bracket is not closed in: " + source.substring(start));
  }
}
