package dev.lakehouse.medallion.benchmark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What Spark cannot do without, to know how near the pipeline comes: reading the files as text,
 * parsing them with the declared schema, writing them as one typed Delta table.
 */
public final class FloorPipeline {

  private FloorPipeline() {}

  /** {@code text|parse|delta HOME LANDING}. */
  public static void main(String[] arguments) {
    SparkSession spark = TutorialPipeline.session("floor");
    Dataset<Row> parsed =
        spark.read().schema(TutorialPipeline.SCHEMA).json(arguments[2]).drop("_corrupt_record");
    switch (arguments[0]) {
      case "text" -> System.out.println(spark.read().text(arguments[2]).count());
      case "parse" -> parsed.write().format("noop").mode("overwrite").save();
      case "delta" -> parsed.write().format("delta").save(arguments[1] + "/orders");
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    spark.stop();
  }
}
