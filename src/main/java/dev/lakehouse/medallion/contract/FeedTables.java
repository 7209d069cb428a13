package dev.lakehouse.medallion.contract;

import dev.lakehouse.medallion.contract.TableDefinition.ChangeFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that follow from a feed: its raw lines, their verdicts, the current records and the
 * quarantine. The technical columns, which begin with an underscore, are declared here.
 */
public record FeedTables(Feed feed) {

  /**
   * The columns of an event that tell how the pipeline came by it; the others follow from the line.
   */
  public static final Set<String> BOOKKEEPING = Set.of("_bronze_version", "_attempts", "_retry");

  /** SQL over a raw line that gives its identity. */
  public static final String LINE_IDENTITY = "md5(concat(_file_path, '\n', line))";

  /**
   * The longest line that is looked at: the longest text that Spark's JSON parser takes. Of a
   * longer one an unknown field would be lost.
   */
  public static final int MOST_BYTES = 20_000_000;

  /**
   * SQL over a line as it came that gives its bytes where they are no text, or more than it is
   * worth to look at; NULL for others.
   */
  public static final String ODD_BYTES =
      """
      CASE WHEN octet_length(line) > %d OR encode(line, 'UTF-8') <> CAST(line AS BINARY)
        THEN CAST(line AS BINARY) END"""
          .formatted(MOST_BYTES);

  /**
   * SQL over a raw line that gives it as it came. Whoever reads the change feed gets texts by way
   * of Java's, which puts a replacement character for every byte that is no text (DeltaCDFRelation
   * gives rows, not what Spark has in memory), and with it another line.
   */
  public static final String WHOLE_LINE = "coalesce(CAST(_line_bytes AS STRING), line)";

  private static final ColumnDefinition FILE_PATH =
      new ColumnDefinition("_file_path", "STRING", "The file that the line came in");
  private static final ColumnDefinition INGESTED_AT =
      new ColumnDefinition("_ingested_at", "TIMESTAMP", "When Bronze took the line in");
  private static final ColumnDefinition LINE_ID =
      new ColumnDefinition(
          "_line_id",
          "STRING",
          "MD5 of the file's path and the line: equal for equal lines of one file only");
  private static final ColumnDefinition BRONZE_VERSION =
      new ColumnDefinition(
          "_bronze_version",
          "BIGINT",
          "The version of the raw table up to which the run had read that wrote this row");
  private static final ColumnDefinition ATTEMPTS =
      new ColumnDefinition(
          "_attempts",
          "BIGINT",
          "How often the line was judged: once, and once in each retry while it was rejected");
  private static final ColumnDefinition RETRY =
      new ColumnDefinition(
          "_retry",
          "BIGINT",
          "The retry that judged the line last, by its sequence in the ledger; NULL before any");
  private static final ColumnDefinition WARNINGS =
      new ColumnDefinition(
          "_warnings", "ARRAY<STRING>", "The rules broken that let a record through");
  private static final ColumnDefinition RESCUED =
      new ColumnDefinition(
          "_rescued",
          "STRING",
          "The fields that the contract does not know, as a JSON object of texts; NULL if none");

  /** {@code bronze.<feed>_raw}: one row per line of every landed file. */
  public TableDefinition raw() {
    return new TableDefinition(
        rawName(),
        "Every line of every landed file of "
            + feed.name()
            + ", as it came; append-only but for lines that are forgotten",
        List.of(
            new ColumnDefinition("line", "STRING", "The line as it came, without its line end"),
            FILE_PATH,
            new ColumnDefinition("_file_size", "BIGINT", "The file's size in bytes"),
            new ColumnDefinition(
                "_file_modified_at", "TIMESTAMP", "When the file was last modified"),
            INGESTED_AT,
            new ColumnDefinition("_run_id", "STRING", "The run that took the line in"),
            new ColumnDefinition(
                "_line_bytes",
                "BINARY",
                "The line's bytes where they are no text; NULL where they are, as they should be")),
        List.of("_ingested_at"),
        ChangeFeed.ON);
  }

  /** {@code silver.<record>_events}: one row per raw line, with its verdict. */
  public TableDefinition events() {
    List<ColumnDefinition> columns = new ArrayList<>(dataColumns());
    columns.add(
        new ColumnDefinition("_outcome", "STRING", "The verdict: accepted, rejected or blank"));
    columns.add(
        new ColumnDefinition(
            "_rejections",
            "ARRAY<STRING>",
            "Why the line was rejected: every rule it broke; empty if it was not"));
    columns.add(WARNINGS);
    columns.add(RESCUED);
    columns.add(
        new ColumnDefinition(
            "_raw_line", "STRING", "The line as it came, where it was rejected; else NULL"));
    columns.addAll(List.of(version(), LINE_ID, FILE_PATH, INGESTED_AT, BRONZE_VERSION));
    columns.addAll(List.of(ATTEMPTS, RETRY));
    return new TableDefinition(
        eventsName(),
        "One row per raw line of " + feed.name() + ": typed values and the verdict",
        columns,
        Stream.concat(
                Stream.of("_bronze_version", "_outcome", "_retry", "_ingested_at"),
                feed.skippingColumns().stream())
            .toList(),
        ChangeFeed.ON);
  }

  /** {@code silver.<feed>}: the newest accepted version of each record. */
  public TableDefinition current() {
    List<ColumnDefinition> columns = new ArrayList<>(dataColumns());
    columns.addAll(
        List.of(WARNINGS, RESCUED, version(), LINE_ID, FILE_PATH, INGESTED_AT, BRONZE_VERSION));
    List<String> skipping =
        Stream.concat(feed.skippingColumns().stream(), Stream.of("_bronze_version")).toList();
    return new TableDefinition(
        currentName(),
        "The newest accepted version of each of the " + feed.name(),
        columns,
        skipping,
        ChangeFeed.ON);
  }

  /** {@code silver.<record>_waivers}: the rejected lines that a person has looked at. */
  public TableDefinition waivers() {
    return new TableDefinition(
        waiversName(),
        "The rejected lines of " + feed.name() + " that a person has looked at and let be",
        List.of(
            new ColumnDefinition("line_id", "STRING", LINE_ID.comment()),
            new ColumnDefinition("reason", "STRING", "Why the line may stay in quarantine"),
            new ColumnDefinition("waived_at", "TIMESTAMP", "When it was waived"),
            new ColumnDefinition("run_id", "STRING", "The run that waived it")),
        List.of("line_id"),
        ChangeFeed.OFF);
  }

  /** {@code ops.<feed>_retry}: the verdicts of the newest retry, on their way into the events. */
  public TableDefinition retry() {
    List<ColumnDefinition> columns =
        events().columns().stream().filter(column -> !BOOKKEEPING.contains(column.name())).toList();
    return new TableDefinition(
        retryName(),
        "The verdicts of the newest retry of rejected " + feed.name() + "; merged into the events",
        columns,
        List.of("_line_id"),
        ChangeFeed.OFF);
  }

  /**
   * {@code ops.<feed>_forgotten}: the lines that are gone for good, and until they are, what there
   * is to do. It holds nothing that stood in a line.
   */
  public TableDefinition forgotten() {
    return new TableDefinition(
        forgottenName(),
        "One row per line of " + feed.name() + " that was forgotten: no table has it any more",
        List.of(
            new ColumnDefinition("line_id", "STRING", LINE_ID.comment()),
            new ColumnDefinition("file_path", "STRING", FILE_PATH.comment()),
            new ColumnDefinition("forgotten_at", "TIMESTAMP", "When that was asked for, in UTC"),
            new ColumnDefinition("run_id", "STRING", "The run that was asked")),
        List.of("forgotten_at"),
        ChangeFeed.ON);
  }

  /** {@code silver.<feed>_quarantine}: the rejected lines with their reasons. */
  public ViewDefinition quarantine() {
    return new ViewDefinition(
        quarantineName(),
        "The rejected lines of " + feed.name() + ", each with every reason",
        List.of(
            new ColumnDefinition(
                feed.key(), keyColumn().type(), "The record's key where it could be read"),
            new ColumnDefinition("reasons", "ARRAY<STRING>", "Every rule that the line broke"),
            new ColumnDefinition("raw_line", "STRING", "The line as it came"),
            new ColumnDefinition("file_path", "STRING", FILE_PATH.comment()),
            new ColumnDefinition("ingested_at", "TIMESTAMP", INGESTED_AT.comment()),
            new ColumnDefinition("line_id", "STRING", LINE_ID.comment()),
            new ColumnDefinition("attempts", "BIGINT", ATTEMPTS.comment()),
            new ColumnDefinition("waived_at", "TIMESTAMP", "When it was waived; NULL while open"),
            new ColumnDefinition("waived_because", "STRING", "Why it was waived; NULL while open")),
        // Equal lines of one file share an identity, so nothing tells their rows apart.
        List.of(),
        """
        SELECT events.%s, events._rejections, events._raw_line, events._file_path,
          events._ingested_at, events._line_id, events._attempts, waivers.waived_at, waivers.reason
        FROM {%s} AS events LEFT JOIN {%s} AS waivers ON events._line_id = waivers.line_id
        WHERE events._outcome = 'rejected'"""
            .formatted(SqlText.identifier(feed.key()), eventsName(), waiversName()));
  }

  /** Whether a gold table that follows from another one follows from this feed. */
  public boolean isOneOf(TableName source) {
    return source.equals(currentName()) || source.equals(eventsName());
  }

  public TableName rawName() {
    return new TableName(Layer.BRONZE, feed.name() + "_raw");
  }

  public TableName eventsName() {
    return new TableName(Layer.SILVER, feed.singular() + "_events");
  }

  public TableName waiversName() {
    return new TableName(Layer.SILVER, feed.singular() + "_waivers");
  }

  public TableName retryName() {
    return new TableName(Layer.OPS, feed.name() + "_retry");
  }

  public TableName forgottenName() {
    return new TableName(Layer.OPS, feed.name() + "_forgotten");
  }

  public TableName quarantineName() {
    return new TableName(Layer.SILVER, feed.name() + "_quarantine");
  }

  public TableName currentName() {
    return new TableName(Layer.SILVER, feed.name());
  }

  /** The columns that hold the records' own data: the fields', then the derived ones. */
  public List<ColumnDefinition> dataColumns() {
    return Stream.concat(
            feed.fields().stream().map(Field::definition),
            feed.derived().stream().map(Feed.Derived::column))
        .toList();
  }

  /** The column that identifies a record. */
  public ColumnDefinition keyColumn() {
    return dataColumns().stream()
        .filter(column -> column.name().equals(feed.key()))
        .findFirst()
        .orElseThrow();
  }

  private ColumnDefinition version() {
    String members =
        feed.recency().stream()
            .map(part -> SqlText.identifier(part.column().name()) + ": " + part.column().type())
            .collect(Collectors.joining(", "));
    return new ColumnDefinition(
        "_version",
        "STRUCT<" + members + ", record_hash: BIGINT>",
        "The total order over versions of a record: the greater is the newer");
  }
}
