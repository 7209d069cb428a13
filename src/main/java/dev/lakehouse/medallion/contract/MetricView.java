package dev.lakehouse.medallion.contract;

import java.util.List;

/**
 * Measures over a table, to be combined with its dimensions by whoever asks.
 *
 * @param source the table whose rows the measures aggregate
 * @param dimensions columns of that table by which they may be grouped
 */
public record MetricView(
    TableName name,
    String comment,
    TableName source,
    List<ColumnDefinition> dimensions,
    List<Measure> measures) {

  public MetricView {
    dimensions = List.copyOf(dimensions);
    measures = List.copyOf(measures);
  }
}
