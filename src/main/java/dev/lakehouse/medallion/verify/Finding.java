package dev.lakehouse.medallion.verify;

import java.util.List;

/**
 * A law and what was found of it.
 *
 * @param expected the figure of the side that the law starts from
 * @param found the figure of the other side
 * @param note what more there is to say; may be empty
 * @param differences the first differences, each with its key, what was expected and what was found
 */
public record Finding(
    String law, String expected, String found, String note, List<String> differences) {

  public Finding {
    differences = List.copyOf(differences);
  }

  /** A law over two figures. */
  static Finding ofFigures(String law, Object expected, Object found, String note) {
    return new Finding(law, String.valueOf(expected), String.valueOf(found), note, List.of());
  }

  /** Whether both sides are the same. */
  public boolean holds() {
    return expected.equals(found) && differences.isEmpty();
  }
}
