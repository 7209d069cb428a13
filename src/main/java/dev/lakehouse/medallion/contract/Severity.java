package dev.lakehouse.medallion.contract;

/** What becomes of a record that breaks a rule. */
public enum Severity {
  /** It is kept out of the current records and stands in quarantine with its reason. */
  REJECT,
  /** It is let through, and the rule's name is listed beside it. */
  WARN
}
