package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.contract.Relation;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.stage.Describe;
import dev.lakehouse.medallion.stage.Query;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is typed with a backslash, for the shell itself. */
final class Directives {

  static final List<String> NAMES = List.of("\\d", "\\format", "\\o", "\\q", "\\?");

  private static final String HELP =
      """
      \\d              list the tables and views
      \\d TABLE        the columns of one, and what they mean
      \\format FORMAT  table, csv, json, markdown or parquet
      \\o FILE         write the next result to FILE (parquet: to a folder)
      \\q              leave; so does Ctrl-D
      Tab completes keywords, tables and columns. Ctrl-C drops what was typed; while a
      statement runs it ends the shell. The arrow keys and Ctrl-R find what was typed before.""";

  private final Session session;
  private final PrintStream out;
  private Query.Format format;
  private Optional<String> file;
  private boolean isLeaving;

  Directives(Session session, PrintStream out, Query.Target target) {
    this.session = session;
    this.out = out;
    this.format = target.format();
    this.file = target.file();
  }

  static boolean isOne(String typed) {
    return typed.strip().startsWith("\\");
  }

  boolean isLeaving() {
    return isLeaving;
  }

  /** What becomes of the next result: a file is written to once. */
  Query.Target target() {
    Query.Target target = new Query.Target(format, file);
    file = Optional.empty();
    return target;
  }

  /** Does what a directive says. */
  void follow(String typed) {
    String[] words = typed.replaceAll(";$", "").split("\\s+", 2);
    String argument = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case "\\q" -> isLeaving = true;
      case "\\?" -> out.println(HELP);
      case "\\d" -> describe(argument);
      case "\\format" -> format = format(argument);
      case "\\o" -> file = Optional.of(argument).filter(name -> !name.isEmpty());
      default ->
          throw new UserException(
              "There is no command " + words[0] + ".",
              "What begins with a backslash is for the shell itself.",
              "Type one of " + String.join(", ", NAMES) + "; \\? says what they do.");
    }
  }

  private void describe(String name) {
    if (!name.isEmpty()) {
      new Describe(out).one(Describe.find(session.relations(), plain(name)));
      return;
    }
    for (Relation relation : session.relations()) {
      out.println("%-32s %s".formatted(session.typed(relation), relation.comment()));
    }
  }

  /** The name without what a prefix or a catalog puts before it. */
  private String plain(String name) {
    return session.relations().stream()
        .filter(relation -> session.typed(relation).equalsIgnoreCase(name))
        .map(relation -> relation.name().toString())
        .findFirst()
        .orElse(name);
  }

  private static Query.Format format(String name) {
    return Arrays.stream(Query.Format.values())
        .filter(format -> format.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "'" + name + "' is no format.",
                    "A result can be had in one of a few.",
                    "Type \\format and one of "
                        + Arrays.stream(Query.Format.values())
                            .map(format -> format.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
