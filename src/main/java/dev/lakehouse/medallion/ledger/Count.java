package dev.lakehouse.medallion.ledger;

import java.util.Locale;

/** What a stage run counts; each is a BIGINT column of the ledger. */
public enum Count {
  FILES("Files that the lines came from (bronze)"),
  FILES_DAMAGED("Files that could not be read, or not to their end (bronze)"),
  ROWS_IN("Rows read from the source: lines, events or changed rows"),
  ROWS_ACCEPTED("Lines accepted (silver)"),
  ROWS_REJECTED("Lines rejected (silver)"),
  ROWS_BLANK("Lines without content (silver)"),
  ROWS_MERGED("Accepted lines that became the current version of their record (silver)"),
  ROWS_SUPERSEDED("Accepted lines older than the current version of their record (silver)"),
  ROWS_DUPLICATE("Accepted lines that say exactly what another line said (silver)"),
  ROWS_RELEASED("Lines rejected before that are accepted under today's rules (silver, retry)"),
  ROWS_FORGOTTEN("Lines forgotten, which are taken out of the other counts (forget)"),
  BUCKETS("Buckets recomputed (gold)"),
  ROWS_OUT(
      "Rows added, changed or removed in the target; with a bucket of gold all that it has now");

  private final String comment;

  Count(String comment) {
    this.comment = comment;
  }

  /** The column that holds it. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String comment() {
    return comment;
  }
}
