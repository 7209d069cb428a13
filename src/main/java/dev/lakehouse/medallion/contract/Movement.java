package dev.lakehouse.medallion.contract;

import java.math.BigDecimal;
import java.util.List;

/** How the figure that a gold table is known by has changed, where it has. */
public record Movement(TableName table, Headline headline, List<Move> moves) {

  /**
   * A bucket in which the figure is another than before.
   *
   * @param before what it was; 0 where there was no such bucket
   * @param after what it is; 0 where there is none any more
   */
  public record Move(String bucket, String unit, BigDecimal before, BigDecimal after) {}

  public Movement {
    moves = List.copyOf(moves);
  }
}
