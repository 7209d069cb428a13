package dev.lakehouse.medallion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A standalone Spark cluster: a master and two workers of one core each, each a process. */
public final class StandaloneCluster implements AutoCloseable {

  private final Path home;
  private final RunningServer master;
  private final List<RunningServer> workers = new ArrayList<>();

  /**
   * Starts it.
   *
   * @param folder for what the workers and their executors write
   * @param memory of each worker, such as 1g
   */
  public StandaloneCluster(Path folder, String memory) throws IOException {
    home = Files.createDirectories(folder.resolve("spark"));
    // What a worker starts its executors from: an installation of nothing but Spark's JARs.
    Files.createSymbolicLink(home.resolve("jars"), JavaCommand.TARGET.resolve("lib"));
    master = daemon("master.Master").start("Starting Spark master at (\\S+)");
    try {
      workers.add(worker("one", memory));
      workers.add(worker("two", memory));
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private RunningServer worker(String name, String memory) {
    return daemon("worker.Worker")
        .arguments("--cores", "1", "--memory", memory)
        .arguments("--work-dir", home.resolve(name).toString(), master.said(1))
        .start("Successfully registered with master");
  }

  private JavaCommand daemon(String type) {
    return JavaCommand.main("org.apache.spark.deploy." + type, Launched.LIBRARIES)
        .in("SPARK_HOME", home.toString())
        .in("SPARK_SCALA_VERSION", "2.12")
        .in("SPARK_LOCAL_IP", "127.0.0.1")
        .arguments("--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
  }

  /** The fat JAR submitted to it; the application's arguments are still to be added. */
  JavaCommand submitted() {
    return Launched.submitted(master.said(1)).in("SPARK_HOME", home.toString());
  }

  /** The command line that submits the fat JAR to it, whose executors get the memory given. */
  public ProcessBuilder submission(String memory, String... arguments) {
    return submitted()
        .heap(memory)
        .with("spark.executor.memory", memory)
        .arguments(arguments)
        .builder();
  }

  /** What the two workers printed. */
  List<String> printedByWorkers() {
    return workers.stream().map(RunningServer::printed).toList();
  }

  @Override
  public void close() {
    workers.forEach(RunningServer::close);
    master.close();
  }
}
