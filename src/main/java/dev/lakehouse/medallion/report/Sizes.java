package dev.lakehouse.medallion.report;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** How large the tables are: in rows, and in the files of their newest version. */
record Sizes(Map<String, Size> byTable) {

  record Size(long rows, long files, long bytes) {}

  static Sizes read(Lakehouse lakehouse, List<TableName> tables) {
    Map<String, Long> rows = new LinkedHashMap<>();
    String counts =
        tables.stream()
            .map(
                table ->
                    "SELECT %s AS name, count(*) AS rows FROM %s"
                        .formatted(literal(table.toString()), lakehouse.qualified(table)))
            .collect(Collectors.joining(" UNION ALL "));
    lakehouse
        .spark()
        .sql(counts)
        .collectAsList()
        .forEach(row -> rows.put(row.getString(0), row.getLong(1)));
    Map<String, Size> sizes = new LinkedHashMap<>();
    for (TableName table : tables) {
      Row detail =
          lakehouse
              .spark()
              .sql("DESCRIBE DETAIL " + lakehouse.qualified(table))
              .selectExpr("numFiles", "sizeInBytes")
              .first();
      sizes.put(
          table.toString(),
          new Size(rows.get(table.toString()), detail.getLong(0), detail.getLong(1)));
    }
    return new Sizes(sizes);
  }

  long bytes() {
    return byTable.values().stream().mapToLong(Size::bytes).sum();
  }
}
