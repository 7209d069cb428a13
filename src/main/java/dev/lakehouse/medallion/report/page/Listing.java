package dev.lakehouse.medallion.report.page;

/**
 * A table that stands by itself.
 *
 * @param meaning one sentence that says what it shows, without a full stop
 * @param note what is not in it; empty if nothing
 * @param empty what is said where it has no row
 */
public record Listing(String id, String title, String meaning, Grid grid, String note, String empty)
    implements Block {

  public boolean isEmpty() {
    return grid.rows().isEmpty();
  }
}
