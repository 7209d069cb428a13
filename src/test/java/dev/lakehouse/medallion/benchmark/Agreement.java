package dev.lakehouse.medallion.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All contestants hold the same orders and the same revenue of each day and currency. */
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
    Map<Contestant, List<String>> answers = new EnumMap<>(Contestant.class);
    for (Contestant contestant : contestants) {
      answers.put(contestant, answer(contestant, history));
    }
    if (answers.values().stream().distinct().count() > 1) {
      throw new IllegalStateException("The contestants do not agree: " + differences(answers));
    }
    return answers.values().iterator().next().size();
  }

  private List<String> answer(Contestant contestant, History history)
      throws IOException, InterruptedException {
    List<String> line = contestant.answer(history.home(contestant));
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
