package dev.lakehouse.medallion.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether there is anything to do for a run, found out without Spark, which takes longer to start
 * than such a run takes: there is nothing where all that a run looks at is as the last one saw it.
 *
 * <p>What is looked at is what a listing says of the files: of those that have landed, of the logs
 * of the tables, of the checkpoints and of the program. A run observes each of them before it reads
 * them, so that what comes while it is at work is something new to the next; and only a run that
 * has come to its end keeps what it observed. Where Spark, the tables or the files are not this
 * machine's nothing is known, and every run goes its way.
 */
public final class UpToDateCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> OBSERVATIONS =
      new TypeReference<>() {};

  /**
   * The folders that are looked at.
   *
   * @param kept the file in which a run keeps what it observed
   */
  private record Scene(Path lakehouse, Path landing, String schemaPrefix, Path kept) {

    /** The log of a table, and the checkpoints of the streams that have written it. */
    List<Path> of(TableName table) throws IOException {
      List<Path> folders = new ArrayList<>();
      folders.add(
          lakehouse
              .resolve(schemaPrefix + table.layer().schema())
              .resolve(table.name())
              .resolve("_delta_log"));
      Path checkpoints = lakehouse.resolve("checkpoints");
      if (Files.exists(checkpoints)) {
        try (Stream<Path> found = Files.list(checkpoints)) {
          found
              .filter(it -> it.getFileName().toString().startsWith(schemaPrefix + table))
              .forEach(folders::add);
        }
      }
      return folders;
    }
  }

  /** Folders that have to be found, which can fail. */
  private interface Search {
    List<Path> found() throws IOException;
  }

  private final Optional<Scene> scene;
  private final Map<String, String> observed = new TreeMap<>();
  private boolean knowsAll = true;

  private UpToDateCheck(Optional<Scene> scene) {
    this.scene = scene;
  }

  /** One that knows nothing, and keeps nothing. */
  public static UpToDateCheck none() {
    return new UpToDateCheck(Optional.empty());
  }

  /**
   * The check of a place.
   *
   * @param options what a run was asked for beside the place, all that makes a difference
   */
  public static UpToDateCheck of(Place place, String options) {
    UpToDateCheck check = new UpToDateCheck(scene(place));
    check.observed.put("options", options);
    check.observe("program", () -> List.of(program()));
    return check;
  }

  private static Optional<Scene> scene(Place place) {
    boolean ofThisMachine =
        !DatabricksPlatform.isHere()
            && LocalSession.isOfThisMachine()
            && place.catalog().isEmpty()
            && !place.showsSpark();
    if (!ofThisMachine) {
      return Optional.empty();
    }
    Folders folders = Folders.of(place, false);
    Optional<Path> landing = Location.onThisMachine(folders.landing());
    String kept = "state/" + place.schemaPrefix() + "last_run.json";
    return landing.flatMap(
        arrivals ->
            Location.onThisMachine(folders.lakehouse())
                .map(it -> new Scene(it, arrivals, place.schemaPrefix(), it.resolve(kept))));
  }

  /** The JAR or, where it was never packed, the folder of classes. */
  private static Path program() {
    try {
      return Path.of(
          UpToDateCheck.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("The program does not know where it lies", failure);
    }
  }

  /** Whether all is as the last run saw it that came to its end. */
  public boolean passes(Collection<TableName> tables) {
    Optional<Map<String, String>> kept = scene.flatMap(UpToDateCheck::kept);
    if (kept.isEmpty()) {
      return false;
    }
    UpToDateCheck now = new UpToDateCheck(scene);
    now.observed.putAll(observed);
    now.observeLanding();
    now.observe(tables);
    return now.knowsAll && now.observed.equals(kept.get());
  }

  /** To be called before a run looks which files have arrived. */
  public void observeLanding() {
    scene.ifPresent(it -> observe("landing", () -> List.of(it.landing())));
  }

  /** To be called before a run reads tables; what it has observed before is not looked at again. */
  public void observe(Collection<TableName> tables) {
    scene.ifPresent(it -> tables.forEach(table -> observe(table.toString(), () -> it.of(table))));
  }

  /** To be called when a run that has done all there was to do comes to its end. */
  public void keep() {
    if (knowsAll) {
      scene.ifPresent(it -> keep(it.kept()));
    }
  }

  private void keep(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(
          part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(observed) + "\n");
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What the last run kept; if that cannot be read this one goes its way, and writes it anew. */
  private static Optional<Map<String, String>> kept(Scene scene) {
    try {
      return Files.exists(scene.kept())
          ? Optional.of(JSON.readValue(Files.readString(scene.kept()), OBSERVATIONS))
          : Optional.empty();
    } catch (IOException failure) {
      return Optional.empty();
    }
  }

  /** Looks at folders; what is wrong with one that cannot be listed is for the run to find out. */
  private void observe(String what, Search folders) {
    if (observed.containsKey(what)) {
      return;
    }
    try {
      FolderListing listing = new FolderListing();
      for (Path folder : folders.found()) {
        listing.add(folder);
      }
      observed.put(what, listing.toString());
    } catch (IOException failure) {
      knowsAll = false;
    }
  }
}
