package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.platform.Platform;
import java.util.ArrayList;
import java.util.List;

/** Creates the schemas, tables and views that are missing; what exists is left as it is. */
public final class Setup {

  private final Platform platform;
  private final Lakehouse lakehouse;

  public Setup(Platform platform, Lakehouse lakehouse) {
    this.platform = platform;
    this.lakehouse = lakehouse;
  }

  /**
   * Creates what is missing.
   *
   * @return the tables that were created
   */
  public List<TableName> run(List<TableDefinition> tables, List<ViewDefinition> views) {
    platform.createNamespaces();
    List<TableName> created = new ArrayList<>();
    for (TableDefinition table : tables) {
      if (!platform.attach(table.name())) {
        lakehouse
            .spark()
            .sql(
                Ddl.createTable(
                    table,
                    platform.qualified(table.name()),
                    platform.locationClause(table.name())));
        created.add(table.name());
      }
    }
    views.forEach(view -> lakehouse.spark().sql(Ddl.createView(view, lakehouse)));
    return created;
  }

  /** Makes what exists known to a session that has forgotten it, for reading. */
  public void attach(List<TableDefinition> tables, List<ViewDefinition> views) {
    lakehouse.attach(tables.stream().map(TableDefinition::name).toArray(TableName[]::new));
    for (ViewDefinition view : views) {
      if (!lakehouse.spark().catalog().tableExists(lakehouse.qualified(view.name()))) {
        lakehouse.spark().sql(Ddl.createView(view, lakehouse));
      }
    }
  }
}
