package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.stage.Pages;
import dev.lakehouse.medallion.stage.Query;
import java.io.PrintStream;
import java.util.List;

/** What a shell works on: tables that are open. */
public interface Session {

  /** Runs a statement, and prints or writes what it returns. */
  void run(String statement, Query.Target target, PrintStream out, Pages pages);

  /** Every table and view. */
  List<Relation> relations();

  /** The name by which a statement knows a table or view. */
  String typed(Relation relation);
}
