package dev.lakehouse.medallion.report.page;

/**
 * A table that stands by itself.
 *
 * @param meaning one sentence that says what it shows, without a full stop
 * @param note what is not in it; empty if nothing
 * @param empty what is said where it has no row
 */
public record Listing(
    String id, String title, String meaning, Grid grid, String note, String empty, Span span)
    implements Block {

  /** How much of the width of a page it takes. */
  public enum Span {
    WIDE,
    HALF;

    /** The class by which a style sheet knows it. */
    public String css() {
      return switch (this) {
        case WIDE -> "wide";
        case HALF -> "half";
      };
    }
  }

  /** One that takes the whole width. */
  public Listing(String id, String title, String meaning, Grid grid, String note, String empty) {
    this(id, title, meaning, grid, note, empty, Span.WIDE);
  }

  public boolean isEmpty() {
    return grid.rows().isEmpty();
  }
}
