package dev.lakehouse.medallion.report;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.ledger.Ledger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What became of the lines of a feed: as the tables have it, and as the ledger says.
 *
 * @param lines how many, by what they are
 * @param money currency to what lines are to the sum of their amounts
 * @param byReason reason to rejected lines
 * @param reasons the foremost pairs of reason and file, most lines first
 * @param pairs how many such pairs there are
 */
record LineCounts(
    Map<String, Long> lines,
    Map<String, Map<String, BigDecimal>> money,
    Map<String, Long> byReason,
    List<Reason> reasons,
    long pairs) {

  private static final int MOST_REASONS = 100;
  private static final int EXAMPLE_LENGTH = 160;

  /** Lines that a file has of a reason, with one of them. */
  record Reason(String reason, String file, long lines, String example) {}

  static final String IN_BRONZE = "in bronze";
  static final String FILES = "files";
  static final String CURRENT = "current";
  static final String FORGOTTEN = "forgotten";

  /** How many lines there are of something; 0 if none. */
  long of(String what) {
    return lines.getOrDefault(what, 0L);
  }

  BigDecimal money(String currency, String what) {
    return money.get(currency).getOrDefault(what, BigDecimal.ZERO);
  }

  /** Reads it by one query. */
  static LineCounts read(Lakehouse lakehouse, Feed feed) {
    Map<String, Long> lines = new TreeMap<>();
    Map<String, Map<String, BigDecimal>> money = new TreeMap<>();
    Map<String, Long> byReason = new TreeMap<>();
    List<Reason> reasons = new ArrayList<>();
    long pairs = 0;
    for (Row row : lakehouse.spark().sql(statement(lakehouse, feed)).collectAsList()) {
      String what = row.getString(0);
      if (what.equals("reason")) {
        reasons.add(
            new Reason(row.getString(1), row.getString(5), row.getLong(2), row.getString(4)));
        pairs = row.getLong(6);
      } else if (what.equals("all of a reason")) {
        byReason.put(row.getString(1), row.getLong(2));
      } else {
        lines.merge(what, row.getLong(2), Long::sum);
        if (!row.isNullAt(1)) {
          money
              .computeIfAbsent(row.getString(1), currency -> new TreeMap<>())
              .merge(what, row.getDecimal(3), BigDecimal::add);
        }
      }
    }
    return new LineCounts(lines, money, byReason, List.copyOf(reasons), pairs);
  }

  private static String statement(Lakehouse lakehouse, Feed feed) {
    FeedTables tables = new FeedTables(feed);
    String currency = feed.money().map(it -> identifier(it.currency())).orElse("NULL");
    String amount = feed.money().map(it -> identifier(it.amount())).orElse("NULL");
    return SqlText.namingTables(
        """
        SELECT '%1$s' AS what, CAST(NULL AS STRING) AS currency, count(*) AS lines,
          CAST(NULL AS DECIMAL(38,4)) AS amount, CAST(NULL AS STRING) AS example,
          CAST(NULL AS STRING) AS file, CAST(NULL AS BIGINT) AS pairs FROM {%4$s}
        UNION ALL SELECT '%2$s', NULL, count(DISTINCT _file_path), NULL, NULL, NULL, NULL FROM {%4$s}
        UNION ALL SELECT '%3$s', NULL, count(*), NULL, NULL, NULL, NULL FROM {%5$s}
        UNION ALL SELECT _outcome, currency, count(*), CAST(sum(amount) AS DECIMAL(38,4)), NULL,
          NULL, NULL
        FROM (SELECT _outcome, CASE WHEN _outcome = 'accepted' THEN %6$s END AS currency,
            CASE WHEN _outcome = 'accepted' THEN %7$s END AS amount FROM {%8$s})
        GROUP BY _outcome, currency
        UNION ALL SELECT 'current', %6$s, count(*), CAST(sum(%7$s) AS DECIMAL(38,4)), NULL, NULL,
          NULL
        FROM {%9$s} GROUP BY %6$s
        UNION ALL %10$s
        UNION ALL %11$s"""
            .formatted(
                IN_BRONZE,
                FILES,
                FORGOTTEN,
                tables.rawName(),
                tables.forgottenName(),
                currency,
                amount,
                tables.eventsName(),
                tables.currentName(),
                reasons(tables),
                recorded(tables)),
        lakehouse::qualified);
  }

  private static String reasons(FeedTables tables) {
    return """
        SELECT 'reason', reason, lines, NULL, example, _file_path, pairs
        FROM (SELECT *, count(*) OVER (PARTITION BY 1) AS pairs,
            row_number() OVER (PARTITION BY 1 ORDER BY lines DESC, reason, _file_path) AS place
          FROM (SELECT reason, _file_path, count(*) AS lines,
              min(substr(_raw_line, 1, %1$d)) AS example
            FROM {%2$s} LATERAL VIEW explode(_rejections) AS reason
            WHERE _outcome = 'rejected' GROUP BY reason, _file_path))
        WHERE place <= %3$d
        UNION ALL SELECT 'all of a reason', reason, count(*), NULL, NULL, NULL, NULL
        FROM {%2$s} LATERAL VIEW explode(_rejections) AS reason
        WHERE _outcome = 'rejected' GROUP BY reason"""
        .formatted(EXAMPLE_LENGTH, tables.eventsName(), MOST_REASONS);
  }

  /** What the ledger has counted since the last rebuild, which counted everything anew. */
  private static String recorded(FeedTables tables) {
    String target = literal(tables.currentName().toString());
    return """
        SELECT concat('ledger ', what), currency, sum(lines), CAST(sum(amount) AS DECIMAL(38,4)),
          NULL, NULL, NULL
        FROM (
          SELECT currency, what, 0L AS lines, amount
          FROM (SELECT explode(money) AS (currency, sums) FROM {%1$s} WHERE %2$s)
            LATERAL VIEW explode(sums) AS what, amount
          UNION ALL
          SELECT NULL, what, lines, NULL
          FROM (SELECT explode(map('merged', rows_merged, 'superseded', rows_superseded,
              'duplicate', rows_duplicate)) AS (what, lines)
            FROM {%1$s} WHERE %2$s)
          WHERE lines IS NOT NULL)
        GROUP BY what, currency"""
        .formatted(
            Ledger.definition().name(),
            """
            target = %1$s AND mode <> 'halted' AND sequence >= (
              SELECT coalesce(max(sequence), 0L) FROM {%2$s}
              WHERE target = %1$s AND mode = 'rebuild')"""
                .formatted(target, Ledger.definition().name()));
  }
}
