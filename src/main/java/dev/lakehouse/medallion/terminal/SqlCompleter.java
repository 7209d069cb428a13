package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.contract.ColumnDefinition;
import dev.lakehouse.medallion.contract.Relation;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Proposes tables and views, the columns of those that are named in the statement, and keywords.
 */
final class SqlCompleter implements Completer {

  private static final List<String> KEYWORDS =
      List.of(
          "SELECT",
          "FROM",
          "WHERE",
          "GROUP BY",
          "ORDER BY",
          "HAVING",
          "LIMIT",
          "JOIN",
          "LEFT JOIN",
          "ON",
          "USING",
          "AS",
          "AND",
          "OR",
          "NOT",
          "IN",
          "IS NULL",
          "IS NOT NULL",
          "BETWEEN",
          "LIKE",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "DISTINCT",
          "UNION ALL",
          "EXCEPT",
          "WITH",
          "OVER",
          "PARTITION BY",
          "ASC",
          "DESC",
          "COUNT",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "CAST",
          "COALESCE",
          "EXPLODE",
          "DATE",
          "TIMESTAMP",
          "INTERVAL",
          "SHOW TABLES IN",
          "DESCRIBE",
          "EXPLAIN");

  private final Session session;

  SqlCompleter(Session session) {
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String text = line.line().toLowerCase(Locale.ROOT);
    if (Directives.isOne(text)) {
      Directives.NAMES.forEach(name -> candidates.add(candidate(name, "commands", "")));
    } else {
      KEYWORDS.forEach(keyword -> candidates.add(candidate(keyword, "keywords", "")));
    }
    for (Relation relation : session.relations()) {
      String name = session.typed(relation);
      candidates.add(candidate(name, "tables", relation.comment()));
      if (text.contains(name.toLowerCase(Locale.ROOT))) {
        for (ColumnDefinition column : relation.columns()) {
          candidates.add(candidate(column.name(), "columns", column.comment()));
        }
      }
    }
  }

  private static Candidate candidate(String value, String group, String comment) {
    String shown = comment.isEmpty() ? null : comment.split("[;:,.]", 2)[0];
    return new Candidate(value, value, group, shown, null, null, true);
  }
}
