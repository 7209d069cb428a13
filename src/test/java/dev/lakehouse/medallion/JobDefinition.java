package dev.lakehouse.medallion;

import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.JobCluster;
import com.databricks.sdk.service.jobs.JobEnvironment;
import com.databricks.sdk.service.jobs.JobParameterDefinition;
import com.databricks.sdk.service.jobs.Task;
import com.databricks.sdk.service.jobs.TaskDependency;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.lakehouse.medallion.command.Arguments;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A job as Databricks would be asked to create it, read more strictly than Databricks' own command
 * line does, which only warns of a field that it does not know.
 */
final class JobDefinition {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          // Numbers and booleans where a text is due: the service refuses them.
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  Stream.of(
                          CoercionInputShape.Integer,
                          CoercionInputShape.Float,
                          CoercionInputShape.Boolean)
                      .forEach(shape -> texts.setCoercion(shape, CoercionAction.Fail)))
          .build();

  private static final Pattern PARAMETER = Pattern.compile("\\{\\{job\\.parameters\\.(\\w+)}}");

  private final CreateJob job;

  private JobDefinition(CreateJob job) {
    this.job = job;
  }

  /**
   * Reads a job.
   *
   * @throws JsonProcessingException if a field is unknown, stands twice or is of another type
   */
  static JobDefinition read(String json) throws JsonProcessingException {
    return new JobDefinition(STRICT.readValue(json, CreateJob.class));
  }

  CreateJob job() {
    return job;
  }

  /** What the service, or a run, would stumble over. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Set<String> tasks = keys(job.getTasks(), Task::getTaskKey);
    Set<String> environments = keys(job.getEnvironments(), JobEnvironment::getEnvironmentKey);
    Set<String> clusters = keys(job.getJobClusters(), JobCluster::getJobClusterKey);
    for (Task task : job.getTasks()) {
      String key = task.getTaskKey();
      unresolved(faults, key, "environment", task.getEnvironmentKey(), environments);
      unresolved(faults, key, "job cluster", task.getJobClusterKey(), clusters);
      if ((task.getEnvironmentKey() == null) == (task.getJobClusterKey() == null)) {
        faults.add(key + ": not on exactly one of an environment and a cluster");
      }
      if (task.getEnvironmentKey() != null && task.getLibraries() != null) {
        faults.add(key + ": libraries of a serverless task stand in its environment");
      }
      for (TaskDependency dependency : each(task.getDependsOn())) {
        unresolved(faults, key, "task", dependency.getTaskKey(), tasks);
      }
      if (!task.getSparkJarTask().getMainClassName().equals(Main.class.getName())) {
        faults.add(key + ": the main class is " + Main.class.getName());
      }
      faults.addAll(refused(task));
    }
    long triggers =
        Stream.of(job.getSchedule(), job.getTrigger(), job.getContinuous())
            .filter(trigger -> trigger != null)
            .count();
    if (triggers != 1) {
      faults.add("job: " + triggers + " triggers");
    }
    return faults;
  }

  /** What our own parser says of a task's arguments, with the job's parameters put in. */
  private List<String> refused(Task task) {
    List<String> faults = new ArrayList<>();
    String[] arguments =
        task.getSparkJarTask().getParameters().stream()
            .map(argument -> filled(argument, task.getTaskKey(), faults))
            .toArray(String[]::new);
    try {
      CommandLine.ParseResult parsed =
          Arguments.commandLine(
                  new PrintStream(PrintStream.nullOutputStream()),
                  new PrintStream(PrintStream.nullOutputStream()))
              .parseArgs(arguments);
      if (!parsed.hasSubcommand()) {
        faults.add(task.getTaskKey() + ": no stage is named");
      }
    } catch (CommandLine.ParameterException refusal) {
      faults.add(task.getTaskKey() + ": " + refusal.getMessage());
    }
    return faults;
  }

  private String filled(String argument, String task, List<String> faults) {
    Matcher matcher = PARAMETER.matcher(argument);
    return matcher.replaceAll(
        match ->
            Matcher.quoteReplacement(
                job.getParameters().stream()
                    .filter(parameter -> parameter.getName().equals(match.group(1)))
                    .map(JobParameterDefinition::getDefault)
                    .findFirst()
                    .orElseGet(
                        () -> {
                          faults.add(task + ": no job parameter " + match.group(1));
                          return "";
                        })));
  }

  private static void unresolved(
      List<String> faults, String task, String what, String key, Set<String> known) {
    if (key != null && !known.contains(key)) {
      faults.add("%s: no %s %s".formatted(task, what, key));
    }
  }

  private static <T> Set<String> keys(Collection<T> members, Function<T, String> key) {
    return each(members).stream().map(key).collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> Collection<T> each(Collection<T> members) {
    return members == null ? List.of() : members;
  }
}
