package dev.lakehouse.medallion.contract;

/** How a field's JSON value becomes a typed value. */
public enum Kind {
  /** Trimmed text. A JSON integer is read as its digits; any other JSON value is malformed. */
  TEXT,
  /** One of a list of codes, in any case, with {@code -} or a space for {@code _}. */
  CODE,
  /** A whole number, given as a number or as digits in a string: BIGINT. */
  WHOLE_NUMBER,
  /** A number or a numeric string, read exactly and never by way of a double: DECIMAL. */
  DECIMAL,
  /** ISO 8601, to the microsecond; without an offset it is in the source zone: TIMESTAMP in UTC. */
  INSTANT,
  /** An array of objects: ARRAY of STRUCT. */
  NESTED
}
