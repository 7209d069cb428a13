package dev.lakehouse.medallion.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All contestants hold the same orders, and have made the same of them. */
record Agreement(Processes processes, List<Contestant> contestants) {

  Agreement {
    contestants = List.copyOf(contestants);
  }

  /**
   * Asks them all.
   *
   * @return how many figures they agree on
   * @throws IllegalStateException if they do not, with some of the differences
   */
  int check(History history) throws IOException, InterruptedException {
    int figures = 0;
    for (Question question : Question.values()) {
      Map<Contestant, List<String>> answers = new EnumMap<>(Contestant.class);
      for (Contestant contestant : contestants) {
        if (question.asked().contains(contestant)) {
          answers.put(contestant, answer(question, contestant, history));
        }
      }
      if (answers.values().stream().distinct().count() > 1) {
        throw new IllegalStateException("The contestants do not agree: " + differences(answers));
      }
      figures += answers.values().stream().findFirst().map(List::size).orElse(0);
    }
    return figures;
  }

  private List<String> answer(Question question, Contestant contestant, History history)
      throws IOException, InterruptedException {
    List<String> line = contestant.answer(question, history.home(contestant));
    return processes.run(line, history.home(contestant)).out().stream()
        .map(said -> said.replace("\r", ""))
        .filter(said -> !said.startsWith("what,"))
        .toList();
  }

  private static String differences(Map<Contestant, List<String>> answers) {
    StringBuilder differences = new StringBuilder();
    List<String> first = answers.values().iterator().next();
    answers.forEach(
        (contestant, answer) -> {
          List<String> own = new ArrayList<>(answer);
          own.removeAll(first);
          List<String> lacking = new ArrayList<>(first);
          lacking.removeAll(answer);
          differences.append(
              "%n%s has %s and lacks %s"
                  .formatted(contestant.title(), someOf(own), someOf(lacking)));
        });
    return differences.toString();
  }

  private static List<String> someOf(List<String> figures) {
    return figures.subList(0, Math.min(5, figures.size()));
  }
}
