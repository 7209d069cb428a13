package dev.lakehouse.medallion.stage;

import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.platform.Failures;
import dev.lakehouse.medallion.platform.Strictness;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Reads files once more, strictly, and tells which of them were not taken in whole.
 *
 * <p>A read of many files fails without saying which is at fault, or names only the first. Halves
 * of halves are read until it stands alone: k damaged ones among n cost about k · log n reads.
 */
final class Inspection {

  private static final int FILES_AT_ONCE = 1000;

  private final SparkSession spark;
  private final Map<String, String> damaged = new TreeMap<>();

  private Inspection(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * A file to look at.
   *
   * @param name as tables have it
   * @param path as a reader takes it; null if the file is gone
   * @param linesTaken how many of its lines were taken in
   * @param due whether all of its lines ought to have been
   */
  record Landed(String name, String path, long linesTaken, boolean due) {}

  /** The names of the files that are damaged, each with what is wrong with it. */
  static Map<String, String> damaged(SparkSession spark, Collection<Landed> files) {
    Inspection inspection = new Inspection(spark);
    files.stream().filter(file -> file.path() == null).forEach(inspection::missed);
    List<Landed> there = files.stream().filter(file -> file.path() != null).toList();
    for (int from = 0; from < there.size(); from += FILES_AT_ONCE) {
      inspection.read(there.subList(from, Math.min(from + FILES_AT_ONCE, there.size())));
    }
    return inspection.damaged;
  }

  private void read(List<Landed> files) {
    try {
      compare(files, lines(files));
    } catch (Exception failure) {
      if (!Failures.saysFileUnreadable(failure)) {
        throw failure;
      }
      if (files.size() == 1) {
        damaged.put(files.get(0).name(), Failures.cause(failure));
      } else {
        read(files.subList(0, files.size() / 2));
        read(files.subList(files.size() / 2, files.size()));
      }
    }
  }

  private void missed(Landed gone) {
    damaged.put(gone.name(), "It was gone before it could be read a second time");
  }

  private void compare(List<Landed> files, Map<String, Long> lines) {
    for (Landed file : files) {
      long whole = lines.getOrDefault(file.name(), 0L);
      if (file.due() && whole != file.linesTaken()) {
        damaged.put(
            file.name(),
            "It has %d lines now, and had %d when it was taken in"
                .formatted(whole, file.linesTaken()));
      }
    }
  }

  private Map<String, Long> lines(List<Landed> files) {
    String[] paths =
        files.stream().map(file -> Location.asItStands(file.path())).toArray(String[]::new);
    Dataset<Row> counts =
        spark
            .read()
            .options(Strictness.STRICT.options())
            .text(paths)
            .groupBy(functions.expr("_metadata.file_path"))
            .count();
    Map<String, Long> lines = new HashMap<>();
    for (Row row : counts.collectAsList()) {
      lines.put(row.getString(0), row.getLong(1));
    }
    return lines;
  }
}
