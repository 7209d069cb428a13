package dev.lakehouse.medallion.contract;

import java.util.List;

/**
 * A table that a person provides, as a file.
 *
 * @param rules what no row of the file may break; they are SQL over all its rows
 * @param key the columns that identify a row; never NULL
 */
public record ReferenceTable(TableDefinition definition, List<String> key, List<Rule> rules) {

  public ReferenceTable {
    key = List.copyOf(key);
    rules = List.copyOf(rules);
  }
}
