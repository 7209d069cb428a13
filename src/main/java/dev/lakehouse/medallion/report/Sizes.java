package dev.lakehouse.medallion.report;

import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** How large the tables are: in rows, and in the files of their newest version. */
record Sizes(Map<String, Size> byTable) {

  record Size(long rows, long files, long bytes) {}

  static Sizes read(Lakehouse lakehouse, List<TableName> tables) {
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
          // Alone, Delta answers a count out of its log; as part of a query it reads the table.
          new Size(lakehouse.table(table).count(), detail.getLong(0), detail.getLong(1)));
    }
    return new Sizes(sizes);
  }

  long bytes() {
    return byTable.values().stream().mapToLong(Size::bytes).sum();
  }
}
