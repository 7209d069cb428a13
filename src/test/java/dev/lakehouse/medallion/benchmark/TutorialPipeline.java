package dev.lakehouse.medallion.benchmark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.row_number;

import io.delta.tables.DeltaTable;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The medallion pipeline as tutorials teach it, a peer to be measured against: files are read as
 * JSON into bronze, {@code foreachBatch} takes the newest version of each order and merges it into
 * silver, a second pass puts the invalid rows into quarantine, gold is recomputed as a whole and
 * overwritten. Spark and Delta are left as they come.
 */
public final class TutorialPipeline {

  static final String SCHEMA =
      """
      order_id STRING, customer_id BIGINT, order_date TIMESTAMP, amount DECIMAL(18,4),
      status STRING, channel STRING, country STRING, currency STRING, updated_at TIMESTAMP,
      items ARRAY<STRUCT<sku: STRING, name: STRING, category: STRING, quantity: INT,
        unit_price: DECIMAL(18,4), discount: DECIMAL(18,4)>>,
      shipped_at TIMESTAMP, delivered_at TIMESTAMP, refund_amount DECIMAL(18,4),
      _corrupt_record STRING""";

  private final SparkSession spark;
  private final String home;

  private TutorialPipeline(SparkSession spark, String home) {
    this.spark = spark;
    this.home = home;
  }

  /** {@code run HOME LANDING}, or {@code answer HOME QUESTION}. */
  public static void main(String[] arguments) throws Exception {
    SparkSession spark = session("tutorial");
    TutorialPipeline pipeline = new TutorialPipeline(spark, arguments[1]);
    if (arguments[0].equals("run")) {
      pipeline.run(arguments[2]);
    } else {
      pipeline.answer(arguments[2]);
    }
    spark.stop();
  }

  /** Spark as it comes, with Delta. */
  static SparkSession session(String name) {
    return SparkSession.builder()
        .appName(name)
        .master("local[*]")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.sql.session.timeZone", "UTC")
        // For the benchmark: nothing listens to the network.
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate();
  }

  private void run(String landing) throws Exception {
    bronze(landing);
    silver();
    gold();
  }

  private void bronze(String landing) throws Exception {
    spark
        .readStream()
        .schema(SCHEMA)
        .option("columnNameOfCorruptRecord", "_corrupt_record")
        .json(landing)
        .withColumn("_file", input_file_name())
        .withColumn("_ingested_at", current_timestamp())
        .writeStream()
        .format("delta")
        .option("checkpointLocation", home + "/checkpoints/bronze")
        .trigger(Trigger.AvailableNow())
        .start(table("bronze/orders"))
        .awaitTermination();
  }

  private void silver() throws Exception {
    spark
        .readStream()
        .format("delta")
        .load(table("bronze/orders"))
        .writeStream()
        .option("checkpointLocation", home + "/checkpoints/silver")
        .trigger(Trigger.AvailableNow())
        .foreachBatch(this::merge)
        .start()
        .awaitTermination();
  }

  private void merge(Dataset<Row> batch, Long id) {
    Dataset<Row> standardised =
        batch
            .withColumn("status", expr("upper(trim(status))"))
            .withColumn("channel", expr("upper(trim(channel))"))
            .withColumn("country", expr("upper(trim(country))"))
            .withColumn("currency", expr("upper(trim(currency))"))
            .withColumn("updated_at", expr("coalesce(updated_at, order_date)"))
            .withColumn("order_day", expr("to_date(order_date)"))
            .withColumn(
                "bad_items",
                expr("size(filter(items, item -> item.quantity <= 0 OR item.unit_price < 0))"));
    Column valid = expr(TutorialOrders.VALID);
    Dataset<Row> newest =
        standardised
            .where(valid)
            .withColumn(
                "_rank",
                row_number()
                    .over(
                        Window.partitionBy("order_id")
                            .orderBy(
                                col("updated_at").desc(), expr(TutorialOrders.STATUS_RANK).desc())))
            .where("_rank = 1")
            .drop("_rank", "bad_items", "_corrupt_record", "_file");
    DeltaTable.createIfNotExists(spark)
        .location(table("silver/orders"))
        .addColumns(newest.schema())
        .execute();
    DeltaTable.forPath(spark, table("silver/orders"))
        .as("t")
        .merge(newest.as("s"), "t.order_id = s.order_id")
        .whenMatched("s.updated_at > t.updated_at")
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
    standardised
        .withColumn("_is_valid", expr("coalesce(" + TutorialOrders.VALID + ", false)"))
        .where("NOT _is_valid")
        .withColumn("reason", expr(TutorialOrders.REASON))
        .drop("_is_valid", "bad_items")
        .write()
        .format("delta")
        .mode("append")
        .save(table("silver/quarantine"));
  }

  private void gold() {
    Map.of(
            "orders", "silver/orders",
            "bronze", "bronze/orders",
            "quarantine", "silver/quarantine")
        .forEach(this::view);
    TutorialOrders.gold()
        .forEach(
            (name, query) ->
                spark
                    .sql(query)
                    .write()
                    .format("delta")
                    .mode("overwrite")
                    .save(table("gold/" + name)));
  }

  private void answer(String question) {
    TutorialOrders.gold().keySet().forEach(name -> view(name, "gold/" + name));
    view("orders", "silver/orders");
    spark.sql(question).collectAsList().forEach(row -> System.out.println(row.mkString(",")));
  }

  private void view(String name, String path) {
    spark.read().format("delta").load(table(path)).createOrReplaceTempView(name);
  }

  private String table(String name) {
    return home + "/" + name;
  }
}
