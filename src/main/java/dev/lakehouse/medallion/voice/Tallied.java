package dev.lakehouse.medallion.voice;

import dev.lakehouse.medallion.ledger.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a stage has counted by name, told so that a few lines are enough. */
final class Tallied {

  private static final int FIELDS_SHOWN = 8;
  private static final int FILES_SHOWN = 5;

  private Tallied() {}

  static List<Line> rejections(Map<String, Long> reasons) {
    return reasons.isEmpty()
        ? List.of()
        : List.of(Line.warning("", "rejected: " + listed(reasons, reasons.size())));
  }

  static List<Line> damaged(Map<String, String> causes, long files) {
    List<Line> lines = new ArrayList<>();
    causes.entrySet().stream()
        .limit(FILES_SHOWN)
        .forEach(
            file ->
                lines.add(
                    Line.warning(
                        "bronze",
                        Phrase.text(
                            "damaged: %s (%s); what could be read was taken in."
                                + " Land it again, whole, under a new name.",
                            file.getKey(), file.getValue()))));
    if (files > FILES_SHOWN) {
      lines.add(
          Line.warning(
              "bronze",
              Phrase.text(
                  "and %,d more damaged: SELECT explode(damaged_files) FROM ops.ledger",
                  files - FILES_SHOWN)));
    }
    return lines;
  }

  static List<Line> drift(Map<String, Map<String, Long>> unknownFields) {
    if (unknownFields.isEmpty()) {
      return List.of();
    }
    Map<String, Long> named = linesByField(unknownFields);
    named.remove(Entry.Tallies.OTHER_FIELDS);
    String more = named.size() > FIELDS_SHOWN ? ", …" : "";
    return List.of(
        Line.warning(
            "",
            Phrase.text(
                "%s%s not in the contract: %s%s",
                named.size() < unknownFields.size() ? "more than " : "",
                Phrase.count(named.size(), "field"),
                listed(named, FIELDS_SHOWN),
                more)));
  }

  /** How many lines have each field, the most frequent first. */
  static Map<String, Long> linesByField(Map<String, Map<String, Long>> unknownFields) {
    Map<String, Long> lines = new LinkedHashMap<>();
    unknownFields.entrySet().stream()
        .sorted(Comparator.comparing(field -> -lines(field.getValue())))
        .forEach(field -> lines.put(field.getKey(), lines(field.getValue())));
    return lines;
  }

  private static String listed(Map<String, Long> counts, int most) {
    return counts.entrySet().stream()
        .limit(most)
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }

  private static long lines(Map<String, Long> linesByFile) {
    return linesByFile.values().stream().mapToLong(Long::longValue).sum();
  }
}
