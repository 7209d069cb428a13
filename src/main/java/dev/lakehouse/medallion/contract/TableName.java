package dev.lakehouse.medallion.contract;

import java.util.regex.Pattern;

/** The name of a table or view within the lakehouse, before any catalog or schema prefix. */
public record TableName(Layer layer, String name) {

  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]*");

  public TableName {
    if (!SHAPE.matcher(name).matches()) {
      throw new IllegalArgumentException("A table name is snake_case, this is not: " + name);
    }
  }

  /** The name as people write it, such as {@code silver.orders}. */
  @Override
  public String toString() {
    return layer.schema() + "." + name;
  }
}
