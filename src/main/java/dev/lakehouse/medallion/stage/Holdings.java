package dev.lakehouse.medallion.stage;

import static org.apache.spark.sql.functions.col;

import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows a feed's tables have of some lines.
 *
 * @param rows table by table
 * @param comingBack the current records that would go back to a version from another line
 */
public record Holdings(Map<TableName, Long> rows, long comingBack) {

  public Holdings {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  static Holdings of(Lakehouse lakehouse, FeedTables tables, Dataset<Row> lines) {
    Map<TableName, String> identities = new LinkedHashMap<>();
    identities.put(tables.rawName(), FeedTables.LINE_IDENTITY);
    identities.put(tables.eventsName(), "_line_id");
    identities.put(tables.quarantineName(), "line_id");
    identities.put(tables.waiversName(), "line_id");
    identities.put(tables.retryName(), "_line_id");
    Dataset<Row> ids = lines.select("line_id").distinct();
    Map<TableName, Long> rows = new LinkedHashMap<>();
    identities.forEach(
        (table, identity) -> {
          Dataset<Row> held = lakehouse.table(table).selectExpr(identity + " AS line_id");
          rows.put(table, held.join(ids, new String[] {"line_id"}, "left_semi").count());
        });
    Row current =
        new Upsert(lakehouse, tables)
            .without(ids)
            .select(col(Merge.GONE))
            .selectExpr("count(*)", "count_if(NOT " + Merge.GONE + ")")
            .first();
    rows.put(tables.currentName(), current.getLong(0));
    return new Holdings(rows, current.getLong(1));
  }
}
