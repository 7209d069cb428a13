package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The catalogue of questions, in the order in which {@code questions.sql} holds them. */
public final class Questions {

  private static final String RESOURCE = "/questions.sql";

  /** Other comments may hold a colon; only a heading ends in a question mark. */
  private static final Pattern HEADING =
      Pattern.compile("^-- (\\S+): (.+\\?)\\h*$", Pattern.MULTILINE);

  private static final Pattern COMMENT = Pattern.compile("^--.*$", Pattern.MULTILINE);

  private static final int PROPOSALS = 3;

  private final Map<String, Question> byName = new LinkedHashMap<>();

  private Questions() {}

  /** The questions that come with the pipeline. */
  public static Questions all() {
    try (InputStream resource = Questions.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Reads sections that begin with a heading and end with the next one.
   *
   * @throws IllegalArgumentException if a name is not fit, or is there twice, or a query is missing
   */
  static Questions parse(String catalogue) {
    Questions questions = new Questions();
    Matcher heading = HEADING.matcher(catalogue);
    boolean found = heading.find();
    String preface = found ? catalogue.substring(0, heading.start()) : catalogue;
    if (!COMMENT.matcher(preface).replaceAll("").isBlank()) {
      throw new IllegalArgumentException("A query without a question above it: " + preface.strip());
    }
    while (found) {
      String name = heading.group(1);
      String text = heading.group(2);
      int start = heading.end();
      found = heading.find();
      int end = found ? heading.start() : catalogue.length();
      questions.add(new Question(name, text, catalogue.substring(start, end).strip()));
    }
    return questions;
  }

  /** Every question. */
  public List<Question> list() {
    return List.copyOf(byName.values());
  }

  /**
   * The question of a name.
   *
   * @throws UserException if there is none
   */
  public Question named(String name) {
    Question question = byName.get(name);
    if (question == null) {
      throw new UserException(
          "There is no question '" + name + "'.",
          "Among those that there are, the nearest are " + String.join(", ", nearest(name)) + ".",
          "Ask one of these, or list them all: `medallion ask`.");
    }
    return question;
  }

  private void add(Question question) {
    if (byName.put(question.name(), question) != null) {
      throw new IllegalArgumentException("Two questions have one name: " + question.name());
    }
  }

  private List<String> nearest(String name) {
    return byName.keySet().stream()
        .sorted(
            Comparator.comparingLong((String known) -> -likeness(name, known))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder()))
        .limit(PROPOSALS)
        .toList();
  }

  /** The pairs of letters that a name shares with what was typed, so that its beginning will do. */
  private static long likeness(String typed, String name) {
    return IntStream.range(1, typed.length())
        .mapToObj(end -> typed.substring(end - 1, end + 1))
        .collect(Collectors.toSet())
        .stream()
        .filter(name::contains)
        .count();
  }
}
