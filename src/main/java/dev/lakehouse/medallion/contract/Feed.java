package dev.lakehouse.medallion.contract;

import java.util.List;
import java.util.Optional;

/**
 * A source of records: what a line holds, what makes it acceptable and which version of a record is
 * the newest.
 *
 * @param name what the records are called, such as {@code orders}
 * @param singular what one of them is called
 * @param fields the fields of a line, in the order of the table's columns
 * @param derived columns that follow from the others
 * @param rules what is judged beyond missing and malformed values
 * @param key the column that identifies a record across its versions
 * @param recency what makes one version of a record newer than another, most significant first; a
 *     hash of the whole record is added last, so that the order is total
 * @param money where a record has money in it; the ledger balances it per currency
 * @param subject the field that names the person whom a record is about, if any does: text or a
 *     whole number above 0
 * @param skippingColumns the columns that readers of the current records filter by
 */
public record Feed(
    String name,
    String singular,
    List<Field> fields,
    List<Derived> derived,
    List<Rule> rules,
    String key,
    List<Derived> recency,
    Optional<Money> money,
    Optional<String> subject,
    List<String> skippingColumns) {

  /** A glob over the names of the files that records come in. */
  public static final String FILE_NAMES = "*.{json,jsonl,txt,json.gz,jsonl.gz,txt.gz}";

  /** A column that follows from the typed columns by a SQL expression. */
  public record Derived(ColumnDefinition column, String expression) {

    public static Derived of(String name, String type, String expression, String comment) {
      return new Derived(new ColumnDefinition(name, type, comment), expression);
    }
  }

  /** The columns that hold an amount and the currency it is in. */
  public record Money(String amount, String currency) {}

  public Feed {
    fields = List.copyOf(fields);
    derived = List.copyOf(derived);
    rules = List.copyOf(rules);
    recency = List.copyOf(recency);
    skippingColumns = List.copyOf(skippingColumns);
  }

  /** The rules of one severity, in order. */
  public List<Rule> rules(Severity severity) {
    return rules.stream().filter(rule -> rule.severity() == severity).toList();
  }
}
