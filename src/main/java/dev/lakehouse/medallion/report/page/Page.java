package dev.lakehouse.medallion.report.page;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report as it is shown.
 *
 * @param lead what is said first of all
 * @param tiles the key figures
 */
public record Page(
    String title, String lead, List<Tile> tiles, List<Section> sections, List<Entry> dictionary) {

  /** A key figure. */
  public record Tile(String name, String figure, String comment) {}

  /**
   * A part of the report.
   *
   * @param choices what tells the panels of its figures apart
   */
  public record Section(
      String id, String title, String lead, List<Choice> choices, List<Block> blocks) {

    /** A section whose figures have one panel each. */
    public static Section of(String id, String title, String lead, List<Block> blocks) {
      return new Section(id, title, lead, List.of(), blocks);
    }
  }

  /** Which panel is looked at: one for all figures that are told apart by the same. */
  public record Choice(String name, List<String> values) {

    /** The choices that some figures leave: of each the value with the most points first. */
    public static List<Choice> of(List<Figure> figures) {
      Map<String, Map<String, Integer>> points = new LinkedHashMap<>();
      for (Figure figure : figures) {
        for (Figure.Panel panel : figure.panels()) {
          figure
              .labels()
              .panel()
              .ifPresent(
                  name ->
                      points
                          .computeIfAbsent(name, it -> new TreeMap<>())
                          .merge(panel.name(), panel.points().size(), Integer::sum));
        }
      }
      return points.entrySet().stream()
          .map(choice -> new Choice(choice.getKey(), foremost(choice.getValue())))
          .toList();
    }

    private static List<String> foremost(Map<String, Integer> points) {
      return points.entrySet().stream()
          .sorted(
              Comparator.comparing((Map.Entry<String, Integer> it) -> -it.getValue())
                  .thenComparing(Map.Entry::getKey))
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /** A table or view in the dictionary. */
  public record Entry(
      String name, String comment, String grain, List<String> sources, Grid columns) {}

  public Page {
    tiles = List.copyOf(tiles);
    sections = List.copyOf(sections);
    dictionary = List.copyOf(dictionary);
  }

  /** Every picture. */
  public List<Figure> figures() {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .filter(Figure.class::isInstance)
        .map(Figure.class::cast)
        .toList();
  }
}
