package dev.lakehouse.medallion;

import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.stage.Pages;
import dev.lakehouse.medallion.stage.Query;
import dev.lakehouse.medallion.terminal.Session;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of a lakehouse for a shell.
 *
 * @param attach makes known what a statement may read
 */
record ReaderSession(Consumer<String> attach, SparkSession spark, Place place) implements Session {

  @Override
  public void run(String statement, Query.Target target, PrintStream out, Pages pages) {
    attach.accept(statement);
    new Query(spark, out, pages).run(statement, target);
  }

  @Override
  public List<Relation> relations() {
    return Catalogue.relations();
  }

  @Override
  public String typed(Relation relation) {
    return place.typed(relation.name().toString());
  }
}
