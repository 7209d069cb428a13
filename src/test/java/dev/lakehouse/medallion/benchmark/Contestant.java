package dev.lakehouse.medallion.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who takes in the same files, each time in a fresh JVM. */
enum Contestant {
  MEDALLION("medallion") {
    @Override
    List<String> run(Path home, Path landing) {
      return List.of(
          LAUNCHER, "run", "--lakehouse", home.toString(), "--landing", landing.toString());
    }

    @Override
    List<String> answer(Question question, Path home) {
      String statement =
          question.statement(table -> (table.equals("orders") ? "silver." : "gold.") + table);
      return List.of(
          LAUNCHER, "query", statement, "--format", "csv", "--lakehouse", home.toString());
    }
  },
  TUTORIAL("tutorial Spark") {
    @Override
    List<String> run(Path home, Path landing) {
      return peer(TutorialPipeline.class, "run", home.toString(), orders(landing));
    }

    @Override
    List<String> answer(Question question, Path home) {
      return peer(
          TutorialPipeline.class, "answer", home.toString(), question.statement(table -> table));
    }
  },
  DUCKDB("DuckDB") {
    @Override
    List<String> run(Path home, Path landing) {
      return peer(DuckDbPipeline.class, "run", home.toString(), orders(landing));
    }

    @Override
    List<String> answer(Question question, Path home) {
      return peer(
          DuckDbPipeline.class, "answer", home.toString(), question.statement(table -> table));
    }
  };

  private static final Path TARGET = Path.of(System.getProperty("medallion.target"));
  private static final String LAUNCHER = TARGET.resolve("medallion").toString();

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** The command line that takes in what has landed and brings everything up to date. */
  abstract List<String> run(Path home, Path landing);

  /** The command line that prints what it says of a question. */
  abstract List<String> answer(Question question, Path home);

  String title() {
    return title;
  }

  /** The command line of the pipeline that compares its tables with what follows from the lines. */
  static List<String> verification(Path home, Path landing) {
    return List.of(
        LAUNCHER, "verify", "--lakehouse", home.toString(), "--landing", landing.toString());
  }

  /** What Spark cannot do without: the command lines by what they do. */
  static Map<String, List<String>> floor(Path home, Path landing) {
    Map<String, List<String>> floor = new LinkedHashMap<>();
    floor.put("Spark, text counted", floor("text", home, landing));
    floor.put("Spark, JSON parsed", floor("parse", home, landing));
    floor.put("Spark, JSON to Delta", floor("delta", home, landing));
    return floor;
  }

  private static List<String> floor(String what, Path home, Path landing) {
    return peer(FloorPipeline.class, what, home.toString(), orders(landing));
  }

  private static String orders(Path landing) {
    return landing.resolve("orders").toString();
  }

  private static List<String> peer(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("medallion.opens").trim().split("\\s+")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Dbenchmark.memory=" + System.getProperty("benchmark.memory"));
    command.add("-Dlog4j2.configurationFile=benchmark-log4j2.properties");
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
