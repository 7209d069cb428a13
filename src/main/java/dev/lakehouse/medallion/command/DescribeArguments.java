package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Catalogue;
import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.Reader;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.stage.Dashboard;
import dev.lakehouse.medallion.stage.Dictionary;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command that tells what the tables are; what follows from the declarations needs no Spark.
 */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "List the tables and views, or the columns of one and what they mean.",
    footer = {
      "",
      "Examples:",
      "  medallion describe",
      "  medallion describe gold.daily_kpi",
      "  medallion describe --metric-view --catalog main"
    })
final class DescribeArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE",
      description = "The table or view, such as gold.daily_kpi")
  private Optional<String> table;

  /** NULL where neither option is given: the parser knows no empty group. */
  @ArgGroup private Form form;

  /** What else than a table for the terminal may be printed. */
  private static final class Form {
    @Option(
        names = "--markdown",
        description = "Print the measures and the dictionary of gold as Markdown")
    boolean markdown;

    @Option(
        names = "--metric-view",
        description = "Print the measures as a metric view of Unity Catalog, in YAML")
    boolean metricView;

    @Option(
        names = "--dashboard",
        description = "Print the charts as a dashboard of AI/BI, in JSON")
    boolean dashboard;
  }

  DescribeArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    if (form != null) {
      print(form, where.place());
    } else if (table.isPresent()) {
      Reader.describe(table.get(), output.voice());
    } else {
      Medallion.open(
          where.place(), Access.READ, output.voice(), lakehouse -> lakehouse.reader().describe());
    }
    return 0;
  }

  private void print(Form chosen, Place place) {
    if (chosen.markdown) {
      output.out().print(Dictionary.measures(Catalogue.measures()));
      output.out().println();
      output.out().print(Dictionary.relations(Catalogue.goldRelations()));
    } else if (chosen.dashboard) {
      output.out().print(Dashboard.of(Catalogue.charts()));
    } else {
      Catalogue.metricViews()
          .forEach(
              view ->
                  output
                      .out()
                      .print(Dictionary.metricView(view, table -> place.typed(table.toString()))));
    }
  }
}
