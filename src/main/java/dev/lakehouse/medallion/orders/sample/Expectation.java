package dev.lakehouse.medallion.orders.sample;

import java.util.List;
import java.util.stream.Stream;

/**
 * What must come of a line.
 *
 * @param outcome accepted, rejected or blank
 * @param rejections every reason for which it is rejected, in order
 * @param warnings every rule it breaks that lets it through, in order
 */
record Expectation(String outcome, List<String> rejections, List<String> warnings) {

  static final Expectation ACCEPTED = new Expectation("accepted", List.of(), List.of());
  static final Expectation BLANK = new Expectation("blank", List.of(), List.of());

  Expectation {
    rejections = rejections.stream().sorted().toList();
    warnings = warnings.stream().sorted().toList();
  }

  static Expectation rejected(String... reasons) {
    return new Expectation("rejected", List.of(reasons), List.of());
  }

  Expectation warned(String warning) {
    return new Expectation(
        outcome, rejections, Stream.concat(warnings.stream(), Stream.of(warning)).toList());
  }

  boolean isAccepted() {
    return outcome.equals(ACCEPTED.outcome);
  }
}
