package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a table that is there lacks of what the contract says by now. */
final class ColumnGap {

  private ColumnGap() {}

  /**
   * The columns that a table lacks.
   *
   * @param found the table's schema
   * @throws UserException if it has a column of another type than the contract says
   */
  static List<ColumnDefinition> of(TableDefinition table, StructType found) {
    Map<String, DataType> existing = new TreeMap<>();
    for (StructField field : found.fields()) {
      existing.put(field.name().toLowerCase(Locale.ROOT), field.dataType());
    }
    List<ColumnDefinition> missing = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      DataType type = existing.get(column.name().toLowerCase(Locale.ROOT));
      if (type == null) {
        missing.add(column);
      } else {
        requireSameType(table, column, type);
      }
    }
    return missing;
  }

  private static void requireSameType(
      TableDefinition table, ColumnDefinition column, DataType found) {
    String declared = DataType.fromDDL(column.type()).catalogString();
    if (!declared.equals(found.catalogString())) {
      throw new UserException(
          "Column %s of table %s is of another type than the contract says."
              .formatted(column.name(), table.name()),
          "The table has %s, the contract %s.".formatted(found.catalogString(), declared),
          "Give the changed field a column of another name; or, where the table follows from others,"
              + " drop it, run `medallion setup`, and rebuild it with --full-refresh.");
    }
  }
}
