package dev.lakehouse.medallion;

import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Mishap;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.platform.Turn;
import dev.lakehouse.medallion.platform.UpToDateCheck;
import dev.lakehouse.medallion.voice.Finished;
import dev.lakehouse.medallion.voice.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A lakehouse that is open for one command. */
public final class Medallion {

  private final Platform platform;
  private final Voice voice;

  public Medallion(Platform platform, Voice voice) {
    this.platform = platform;
    this.voice = voice;
  }

  /** What a command does. */
  @FunctionalInterface
  public interface Step {
    void on(Medallion lakehouse) throws Exception;
  }

  /**
   * Tells that a run has nothing to do, if a check says so: the lakehouse need not be opened.
   *
   * @return whether it says so
   */
  public static boolean isUpToDate(UpToDateCheck check, Voice voice) {
    Instant startedAt = Instant.now();
    boolean passes = check.passes(Catalogue.tableNames());
    if (passes) {
      new Narration(voice).nothing("run", "no file and no table has changed since the last one");
      voice.tell(new Finished(List.of(), Duration.between(startedAt, Instant.now())));
    }
    return passes;
  }

  /** Opens a lakehouse, takes the step and closes it again. */
  public static void open(Place place, Access access, Voice voice, Step step) throws Exception {
    try (Platform platform = Platform.open(place, access)) {
      platform.pages().ifPresent(new Narration(voice)::shown);
      new Medallion(platform, voice).take(step);
    }
  }

  /**
   * The same for a step that changes tables: one process at a time does that, and the others wait.
   *
   * @throws dev.lakehouse.medallion.contract.InUseException if the turn did not come in time
   */
  public static void inTurn(Place place, Access access, Duration patience, Voice voice, Step step)
      throws Exception {
    open(place, access, voice, lakehouse -> lakehouse.inTurn(patience, step));
  }

  /** Waits until no other process changes the lakehouse, and takes a step that does. */
  public void inTurn(Duration patience, Step step) throws Exception {
    Turn turn = platform.takeTurn(patience, new Narration(voice)::waiting);
    try {
      take(step);
    } finally {
      turn.close();
    }
  }

  /** Takes a step; where the storage is at fault, that is told as something to be mended. */
  private void take(Step step) throws Exception {
    try {
      step.on(this);
    } catch (Exception failure) {
      throw Mishap.in(failure).<Exception>map(refusal -> refusal).orElse(failure);
    }
  }

  /** What moves data. */
  public Pipeline pipeline() {
    return new Pipeline(platform, voice);
  }

  /** What keeps it in order. */
  public Upkeep upkeep() {
    return new Upkeep(platform, voice);
  }

  /** What is looked at. */
  public Reader reader() {
    return new Reader(platform, voice);
  }
}
