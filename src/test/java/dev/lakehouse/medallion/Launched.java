package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

/** What a process of the packaged application printed, and how it ended. */
record Launched(int status, String out, String err) {

  /** Spark, Delta and Jackson of the default build. */
  static final String LIBRARIES = JavaCommand.TARGET.resolve("lib") + "/*";

  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";

  /** Runs the application as on a laptop: {@code java -jar medallion-local.jar}. */
  static Launched local(String... arguments) {
    return application().arguments(arguments).run();
  }

  /** The same with the arguments still to be added. */
  static JavaCommand application() {
    return JavaCommand.jar(JavaCommand.TARGET.resolve("medallion-local.jar"));
  }

  /**
   * The fat JAR by Spark's own submit class, with Spark and Delta on its class path; the
   * application's arguments are still to be added.
   *
   * @param more of the class path
   */
  static JavaCommand submitted(String master, String... more) {
    return JavaCommand.main(SUBMIT, String.join(":", LIBRARIES, String.join(":", more)))
        .arguments("--master", master)
        .arguments("--conf", "spark.ui.enabled=false")
        .arguments("--conf", "spark.driver.bindAddress=127.0.0.1")
        .arguments("--conf", "spark.driver.host=127.0.0.1")
        .arguments(JavaCommand.TARGET.resolve("medallion-pipeline.jar").toString());
  }

  /** Asserts that it ended well. */
  Launched assertDone() {
    assertThat(status).as(out + err).isZero();
    return this;
  }
}
