package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.JobCluster;
import com.databricks.sdk.service.jobs.PauseStatus;
import com.databricks.sdk.service.jobs.Task;
import com.databricks.sdk.service.jobs.TaskDependency;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The jobs that are handed to Databricks. */
class WorkflowsTest {

  private static final Path FOLDER = Path.of("workflows");
  private static final String SERVERLESS = text("medallion_pipeline.json");

  @ParameterizedTest
  @ValueSource(strings = {"medallion_pipeline.json", "medallion_pipeline_classic.json"})
  void jobWouldBeAccepted(String file) throws JsonProcessingException {
    JobDefinition job = JobDefinition.read(text(file));
    assertThat(job.faults()).isEmpty();
    assertPipeline(job.job());
  }

  @Test
  void serverlessJobPinsTheEnvironmentThatTheJarWasBuiltFor() throws JsonProcessingException {
    assertThat(JobDefinition.read(SERVERLESS).job().getEnvironments())
        .singleElement()
        .satisfies(
            environment -> {
              assertThat(environment.getSpec().getEnvironmentVersion()).isEqualTo("4");
              assertThat(environment.getSpec().getJavaDependencies())
                  .singleElement()
                  .asString()
                  .startsWith("/Volumes/")
                  .endsWith("/medallion-pipeline-serverless.jar");
            });
  }

  @Test
  void classicJobRunsOnScala212() throws JsonProcessingException {
    CreateJob job = JobDefinition.read(text("medallion_pipeline_classic.json")).job();
    assertThat(job.getJobClusters())
        .extracting(JobCluster::getNewCluster)
        .allSatisfy(cluster -> assertThat(cluster.getSparkVersion()).isEqualTo("16.4.x-scala2.12"));
    assertThat(job.getTasks())
        .allSatisfy(
            task ->
                assertThat(task.getLibraries())
                    .singleElement()
                    .satisfies(
                        library ->
                            assertThat(library.getJar()).endsWith("/medallion-pipeline.jar")));
  }

  /** One after the other, each repeatable, each with an end; only verify is not tried again. */
  private static void assertPipeline(CreateJob job) {
    List<Task> tasks = List.copyOf(job.getTasks());
    assertThat(tasks)
        .extracting(Task::getTaskKey)
        .containsExactly("setup", "bronze", "silver", "gold", "verify");
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      assertThat(task.getSparkJarTask().getParameters()).first().isEqualTo(task.getTaskKey());
      assertThat(task.getTimeoutSeconds()).isPositive();
      assertThat(task.getMaxRetries() > 0).isEqualTo(!task.getTaskKey().equals("verify"));
      if (i > 0) {
        assertThat(task.getDependsOn())
            .extracting(TaskDependency::getTaskKey)
            .containsExactly(tasks.get(i - 1).getTaskKey());
      }
    }
    assertThat(job.getTrigger().getPauseStatus()).isEqualTo(PauseStatus.PAUSED);
    assertThat(job.getTrigger().getFileArrival().getUrl()).endsWith("bronze/landing/");
    assertThat(job.getMaxConcurrentRuns()).isEqualTo(1);
    assertThat(job.getQueue().getEnabled()).isTrue();
    assertThat(job.getHealth().getRules()).isNotEmpty();
    assertThat(job.getEmailNotifications().getOnFailure()).isNotEmpty();
    assertThat(job.getTags()).isNotEmpty();
  }

  /** What Jackson refuses. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "timeout_seconds"            | "timeout_secs"               | timeout_secs
          "environment_version": "4"   | "environment_version": 4     | Integer value (4)
          "max_concurrent_runs": 1     | "max_concurrent_runs": "1"   | String value
          "enabled": true              | "enabled": "yes"             | String value
          "STANDARD"                   | "FAST"                       | FAST
          "max_concurrent_runs": 1,    | "max_concurrent_runs": 1, "max_concurrent_runs": 2, | Duplicate
          """)
  void jobThatIsWrittenWrongIsRefused(String right, String wrong, String said) {
    assertThat(SERVERLESS).contains(right);
    assertThatThrownBy(() -> JobDefinition.read(SERVERLESS.replace(right, wrong)))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining(said);
  }

  /** What is well-formed and wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "environment_key": "medallion",            | "environment_key": "other",              | no environment other
          "task_key": "bronze"                       | "task_key": "copper"                     | no task bronze
          "trigger": {                               | "schedule": {"quartz_cron_expression": "0 0 * * * ?", "timezone_id": "UTC"}, "trigger": { | job: 2 triggers
          "--max-rejected-ratio"                     | "--max-rejected"                         | Unknown options: '--max-rejected'
          {{job.parameters.source_zone}}             | {{job.parameters.zone}}                  | no job parameter zone
          "default": "1"                             | "default": "one"                         | 'one' is not a double
          dev.lakehouse.medallion.Main               | dev.lakehouse.Main                       | the main class is
          """)
  void jobThatWouldFailIsFound(String right, String wrong, String said)
      throws JsonProcessingException {
    assertThat(SERVERLESS).contains(right);
    assertThat(
            JobDefinition.read(
                    SERVERLESS.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)))
                .faults())
        .anyMatch(fault -> fault.contains(said));
  }

  @Test
  void stageThatThereIsNotIsFound() throws JsonProcessingException {
    assertThat(JobDefinition.read(SERVERLESS.replace("\"silver\"", "\"sliver\"")).faults())
        .singleElement()
        .asString()
        .startsWith("sliver: Unmatched argument");
  }

  @ParameterizedTest
  @CsvSource({"dev,dev_jo_", "prod,''"})
  void bundleIsTheSameJob(String target, String prefix) throws Exception {
    Bundle bundle = new Bundle(text("databricks.yml"), target);
    JobDefinition job = JobDefinition.read(bundle.job());
    assertThat(job.faults()).isEmpty();
    assertPipeline(job.job());
    CreateJob plain = JobDefinition.read(SERVERLESS).job();
    assertThat(job.job().getTasks()).isEqualTo(plain.getTasks());
    assertThat(job.job().getTrigger().getFileArrival().getUrl())
        .isEqualTo("/Volumes/main/%sbronze/landing/".formatted(prefix));
    assertThat(bundle.value("schema_prefix")).isEqualTo(prefix);
  }

  @Test
  void bundleBuildsTheJarThatTheJobRuns() {
    Map<String, Object> pipeline = new Bundle(text("databricks.yml"), "dev").artifact();
    assertThat(pipeline.get("type")).isEqualTo("jar");
    assertThat(pipeline.get("build").toString()).contains("-Pserverless package");
    assertThat(pipeline.get("files").toString())
        .isEqualTo("[{source=../target/medallion-pipeline-serverless.jar}]");
    assertThat(text("databricks.yml")).contains("/.internal/medallion-pipeline-serverless.jar");
  }

  @ParameterizedTest
  @CsvSource({"dev,dev_jo_gold", "prod,gold"})
  void bundleNamesTheSchemaThatTheDashboardReads(String target, String schema) {
    Map<String, Object> dashboard = new Bundle(text("databricks.yml"), target).dashboard();
    assertThat(dashboard)
        .containsEntry("file_path", "./medallion_dashboard.lvdash.json")
        .containsEntry("dataset_catalog", "main")
        .containsEntry("dataset_schema", schema)
        .containsOnlyKeys(
            "display_name", "file_path", "warehouse_id", "dataset_catalog", "dataset_schema");
    assertThat(FOLDER.resolve(dashboard.get("file_path").toString())).exists();
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The bundle, with its variables resolved for a target as the command line would. */
  private static final class Bundle {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.]+)}");

    private final Map<String, Object> content;
    private final Map<String, String> values = new TreeMap<>();

    Bundle(String yaml, String target) {
      content = new Yaml().load(yaml);
      values.put("workspace.current_user.short_name", "jo");
      values.put("workspace.current_user.userName", "jo@example.com");
      values.put("bundle.name", string(map(content, "bundle"), "name"));
      values.put("bundle.target", target);
      map(content, "variables")
          // What is looked up in the workspace has no default.
          .forEach((name, variable) -> values.put("var." + name, value(variable)));
      Map<String, Object> chosen = map(map(content, "targets"), target);
      if (chosen.containsKey("variables")) {
        map(chosen, "variables").forEach((name, value) -> values.put("var." + name, value + ""));
      }
      values.put("workspace.artifact_path", string(map(content, "workspace"), "artifact_path"));
    }

    String job() throws JsonProcessingException {
      Object job = map(map(content, "resources"), "jobs").get("medallion_pipeline");
      return resolved(new ObjectMapper().writeValueAsString(job));
    }

    Map<String, Object> dashboard() {
      Map<String, Object> declared =
          map(map(map(content, "resources"), "dashboards"), "medallion_dashboard");
      Map<String, Object> dashboard = new TreeMap<>();
      declared.forEach((key, value) -> dashboard.put(key, resolved(value.toString())));
      return dashboard;
    }

    String value(String variable) {
      return resolved(values.get("var." + variable));
    }

    Map<String, Object> artifact() {
      return map(map(content, "artifacts"), "pipeline");
    }

    private String resolved(String text) {
      String before;
      String after = text;
      do {
        before = after;
        after =
            REFERENCE
                .matcher(before)
                .replaceAll(
                    match -> {
                      assertThat(values).containsKey(match.group(1));
                      return Matcher.quoteReplacement(values.get(match.group(1)));
                    });
      } while (!after.equals(before));
      return after;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object parent, String name) {
      return (Map<String, Object>) ((Map<String, Object>) parent).get(name);
    }

    private static String value(Object variable) {
      Map<?, ?> declared = (Map<?, ?>) variable;
      return declared.containsKey("lookup")
          ? declared.get("lookup").toString()
          : string(variable, "default");
    }

    private static String string(Object parent, String name) {
      return ((Map<?, ?>) parent).get(name).toString();
    }
  }
}
