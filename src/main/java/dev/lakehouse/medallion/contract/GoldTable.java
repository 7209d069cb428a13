package dev.lakehouse.medallion.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A gold table: how its rows follow from silver tables, and which of them a change can touch.
 *
 * <p>When a source row changes, its old and its new image are turned into facts; the buckets of
 * those facts are recomputed from all their facts, and no other row of the table changes.
 */
public interface GoldTable {

  TableDefinition definition();

  /** The silver tables it follows from, the one that gives most of it first. */
  List<TableName> sources();

  /** The columns that identify a row; never NULL. */
  List<String> grain();

  /** The columns, a part of the grain, by which rows are recomputed together. */
  List<String> buckets();

  /** How recomputed buckets get into the table. */
  enum Renewal {
    /** All their rows are replaced: one pass over the table, for buckets of few rows. */
    REPLACE,
    /**
     * Only rows that come out otherwise are written: for buckets of which a change moves little.
     */
    MERGE
  }

  default Renewal renewal() {
    return Renewal.REPLACE;
  }

  /**
   * SQL over the table's rows that, summed per currency, gives all the money of its first source;
   * empty where the table leaves some of it out.
   */
  default Optional<String> carriedMoney() {
    return Optional.empty();
  }

  /** The figure by which people know that a run has changed something; empty for most tables. */
  default Optional<Headline> headline() {
    return Optional.empty();
  }

  /**
   * What there is to aggregate.
   *
   * @param source one of {@link #sources()}
   * @param rows rows of that table, with any others beside its columns
   * @return rows that have at least the bucket columns; where one of these is NULL the fact is none
   */
  default Dataset<Row> facts(TableName source, Dataset<Row> rows) {
    return rows;
  }

  /**
   * What holds for all source rows of buckets whose columns lie between two values, where it can be
   * told in the source's own columns: it lets Delta leave files unread. A column that is the
   * source's own need not be told of.
   *
   * @param least the values by bucket column, and so the greatest
   */
  default Column reach(Map<String, Object> least, Map<String, Object> greatest) {
    return functions.lit(true);
  }

  /**
   * The table's rows.
   *
   * @param facts all facts of some buckets
   * @return every row of those buckets, with the columns of {@link #definition()}
   */
  Dataset<Row> rows(Facts facts);
}
