package dev.lakehouse.medallion.platform;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.CaseInsensitiveMap;
import org.apache.spark.sql.execution.datasources.text.TextFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Spark's text files under the name of Auto Loader; it notes the options that it is given. */
public final class CloudFiles extends TextFileFormat {

  private static final List<Map<String, String>> GIVEN = new CopyOnWriteArrayList<>();

  /** The options of every read so far, the newest last. */
  static List<Map<String, String>> given() {
    return List.copyOf(GIVEN);
  }

  @Override
  public String shortName() {
    return "cloudFiles";
  }

  @Override
  public Option<StructType> inferSchema(
      SparkSession spark,
      scala.collection.immutable.Map<String, String> options,
      Seq<FileStatus> files) {
    // Spark passes them on in lower case, and keeps beside them how they were written.
    scala.collection.immutable.Map<String, String> written =
        options instanceof CaseInsensitiveMap<String> map ? map.originalMap() : options;
    GIVEN.add(Map.copyOf(JavaConverters.mapAsJavaMapConverter(written).asJava()));
    return super.inferSchema(spark, options, files);
  }
}
