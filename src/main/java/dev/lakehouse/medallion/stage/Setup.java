package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Statement;
import dev.lakehouse.medallion.contract.TableDefinition;
import dev.lakehouse.medallion.contract.TableName;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.contract.ViewDefinition;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.platform.Failures;
import dev.lakehouse.medallion.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;

/**
 * Creates the schemas, tables, columns and views that are missing; what exists is left as it is.
 */
public final class Setup {

  /** How many tables are made at the same time. */
  public static final int AT_ONCE = 4;

  private final Platform platform;
  private final Lakehouse lakehouse;
  private final Runnable made;

  public Setup(Platform platform, Lakehouse lakehouse) {
    this(platform, lakehouse, () -> {});
  }

  /**
   * The set-up of a platform.
   *
   * @param made to be called after each table that was made or has got columns, by several threads
   */
  public Setup(Platform platform, Lakehouse lakehouse, Runnable made) {
    this.platform = platform;
    this.lakehouse = lakehouse;
    this.made = made;
  }

  /**
   * What was made.
   *
   * @param tables the tables
   * @param columns the columns, as {@code schema.table.column}, that tables have got since
   */
  public record Made(List<TableName> tables, List<String> columns) {

    public Made {
      tables = List.copyOf(tables);
      columns = List.copyOf(columns);
    }

    public boolean isNothing() {
      return tables.isEmpty() && columns.isEmpty();
    }
  }

  /**
   * Creates what is missing.
   *
   * @throws UserException if a table has a column of another type than the contract says
   */
  public Made run(List<TableDefinition> tables, List<ViewDefinition> views) {
    return run(plan(tables, views));
  }

  /** Does what was planned. */
  public Made run(Plan plan) {
    plan.namespaces().forEach(this::execute);
    plan.made().tables().forEach(platform::clearIfNeverBegun);
    atOnce(plan.tables());
    plan.views().forEach(this::execute);
    return plan.made();
  }

  /** No table needs another one, and to make one is mostly to wait for its commit. */
  private void atOnce(List<Statement> statements) {
    List<Callable<Object>> makings =
        statements.stream().map(statement -> Executors.callable(() -> make(statement))).toList();
    AtOnce.run(AT_ONCE, makings, nothing -> {});
  }

  /**
   * What is missing, and what makes it.
   *
   * @param namespaces what makes schemas and volumes, which is run first
   * @param tables what makes tables and columns, in any order
   * @param views what defines views, each after those it reads
   * @param made what they make
   */
  public record Plan(
      List<Statement> namespaces, List<Statement> tables, List<Statement> views, Made made) {

    public Plan {
      namespaces = List.copyOf(namespaces);
      tables = List.copyOf(tables);
      views = List.copyOf(views);
    }

    /** Every statement, in the order in which they are run. */
    public List<Statement> statements() {
      return Stream.of(namespaces, tables, views).flatMap(List::stream).toList();
    }
  }

  /** Looks at what there is, and creates nothing. */
  public Plan plan(List<TableDefinition> tables, List<ViewDefinition> views) {
    List<Statement> statements = new ArrayList<>();
    List<TableName> created = new ArrayList<>();
    List<String> added = new ArrayList<>();
    for (TableDefinition table : tables) {
      if (platform.attach(table.name())) {
        List<ColumnDefinition> missing =
            ColumnGap.of(table, lakehouse.table(table.name()).schema());
        missing.forEach(column -> added.add(table.name() + "." + column.name()));
        if (!missing.isEmpty()) {
          statements.add(addition(table, missing));
        }
      } else {
        statements.add(creation(table));
        created.add(table.name());
      }
    }
    List<Statement> definitions = new ArrayList<>();
    views.forEach(view -> definition(view).ifPresent(definitions::add));
    return new Plan(platform.namespaces(), statements, definitions, new Made(created, added));
  }

  /** Makes what exists known to a session that has forgotten it, for reading. */
  public void attach(List<TableDefinition> tables, List<ViewDefinition> views) {
    lakehouse.attach(tables.stream().map(TableDefinition::name).toArray(TableName[]::new));
    views.forEach(view -> definition(view).ifPresent(this::execute));
  }

  private void make(Statement statement) {
    execute(statement);
    made.run();
  }

  private void execute(Statement statement) {
    try {
      lakehouse.spark().sql(statement.sql());
    } catch (Exception failure) {
      if (Failures.saysNotPermitted(failure)) {
        throw refusal(statement, failure);
      }
      if (Failures.saysNotEmpty(failure)) {
        throw new UserException(
            "The %s cannot be created.".formatted(statement.what()),
            Failures.cause(failure),
            "If nothing is in its folder but a _delta_log without a commit, a run died as it made"
                + " the table: delete the folder. Move other files elsewhere. Then run"
                + " `medallion setup`.");
      }
      throw failure;
    }
  }

  static UserException refusal(Statement statement, Exception failure) {
    return new UserException(
        "The %s may not be created.".formatted(statement.what()),
        Failures.cause(failure),
        "Ask for it: GRANT %s TO `<who runs this>`.".formatted(statement.privilege()));
  }

  /** To define a view again is slow, and so it is done only where it is missing or was another. */
  private Optional<Statement> definition(ViewDefinition view) {
    String name = lakehouse.qualified(view.name());
    boolean same =
        lakehouse.spark().catalog().tableExists(name)
            && lakehouse
                .spark()
                .sql("SHOW TBLPROPERTIES " + name)
                .collectAsList()
                .contains(RowFactory.create(Ddl.FINGERPRINT, Ddl.fingerprint(view, lakehouse)));
    return same
        ? Optional.empty()
        : Optional.of(
            new Statement(
                Ddl.createView(view, lakehouse), "view " + name, creationIn(view.name())));
  }

  private Statement creation(TableDefinition table) {
    String name = platform.qualified(table.name());
    return new Statement(
        Ddl.createTable(table, name, platform.locationClause(table.name())),
        "table " + name,
        creationIn(table.name()));
  }

  /** Unity Catalog asks the same for a view as for a table. */
  private String creationIn(TableName name) {
    return "CREATE TABLE ON SCHEMA " + platform.qualified(name.layer());
  }

  private Statement addition(TableDefinition table, List<ColumnDefinition> missing) {
    String name = platform.qualified(table.name());
    return new Statement(
        Ddl.addColumns(name, missing), "columns of " + name, "MODIFY ON TABLE " + name);
  }
}
