package dev.lakehouse.medallion;

import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.platform.Mishap;
import dev.lakehouse.medallion.platform.Place;
import dev.lakehouse.medallion.platform.Platform;
import dev.lakehouse.medallion.platform.Turn;
import java.io.PrintStream;
import java.time.Duration;

/** A lakehouse that is open for one command. */
public final class Medallion {

  private final Platform platform;
  private final PrintStream out;

  public Medallion(Platform platform, PrintStream out) {
    this.platform = platform;
    this.out = out;
  }

  /** What a command does. */
  @FunctionalInterface
  public interface Step {
    void on(Medallion lakehouse) throws Exception;
  }

  /** Opens a lakehouse, takes the step and closes it again. */
  public static void open(Place place, Access access, PrintStream out, Step step) throws Exception {
    try (Platform platform = Platform.open(place, access)) {
      new Medallion(platform, out).take(step);
    }
  }

  /**
   * The same for a step that changes tables: one process at a time does that, and the others wait.
   *
   * @throws dev.lakehouse.medallion.contract.InUseException if the turn did not come in time
   */
  public static void inTurn(
      Place place, Access access, Duration patience, PrintStream out, Step step) throws Exception {
    open(place, access, out, lakehouse -> lakehouse.inTurn(patience, step));
  }

  /** Waits until no other process changes the lakehouse, and takes a step that does. */
  public void inTurn(Duration patience, Step step) throws Exception {
    Turn turn = platform.takeTurn(patience, new Narration(new Voice(out))::waiting);
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
    return new Pipeline(platform, out);
  }

  /** What keeps it in order. */
  public Upkeep upkeep() {
    return new Upkeep(platform, out);
  }

  /** What is looked at. */
  public Reader reader() {
    return new Reader(platform, out);
  }
}
