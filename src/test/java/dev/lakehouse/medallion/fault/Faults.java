package dev.lakehouse.medallion.fault;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/**
 * The fault that is planned for the operations of {@link FaultyFileSystem} that change something.
 *
 * <p>A death is as that of a process: from then on nothing works, so that nobody can clean up.
 */
final class Faults {

  private static Plan plan = Plan.none();
  private static int reached;
  private static boolean dead;
  private static Consumer<Path> beforeReading = file -> {};

  private Faults() {}

  /** When a fault comes. */
  enum When {
    BEFORE,
    /** When half of the first bytes of a new file are written. */
    DURING,
    AFTER
  }

  /**
   * What is to go wrong.
   *
   * @param counted which operations count
   * @param number the one that fails, from 1
   * @param message what the failure says
   * @param deadly whether nothing works any more after it
   */
  record Plan(Predicate<String> counted, int number, When when, String message, boolean deadly) {

    static Plan none() {
      return new Plan(operation -> true, 0, When.BEFORE, "", false);
    }

    /** The process dies before, during or after an operation. */
    static Plan death(Predicate<String> counted, int number, When when) {
      return new Plan(counted, number, when, "The process has died", true);
    }

    /** Some operations are refused, all of them, by something that can be mended. */
    static Plan refusal(Predicate<String> counted, String message) {
      return new Plan(counted, -1, When.BEFORE, message, false);
    }
  }

  /** Begins anew, with everything alive. */
  static synchronized void plan(Plan next) {
    plan = next;
    reached = 0;
    dead = false;
    beforeReading = file -> {};
  }

  /** What happens just before a file is read, until the next plan. */
  static synchronized void beforeReading(Consumer<Path> event) {
    beforeReading = event;
  }

  static synchronized void reading(Path file) throws IOException {
    requireLife();
    beforeReading.accept(file);
  }

  /** Whether the planned operation was come to. */
  static synchronized boolean isReached() {
    return reached >= plan.number();
  }

  static synchronized void requireLife() throws IOException {
    if (dead) {
      throw new IOException(plan.message());
    }
  }

  /** An operation that is about to be made. */
  static synchronized Operation next(String what) throws IOException {
    requireLife();
    if (!plan.counted().test(what)) {
      return new Operation(0);
    }
    reached++;
    if (plan.number() < 0 || (plan.number() == reached && plan.when() == When.BEFORE)) {
      throw fail();
    }
    return new Operation(reached);
  }

  private static IOException fail() {
    dead = plan.deadly();
    return new IOException(plan.message());
  }

  /**
   * An operation that has been begun.
   *
   * @param number its place among those that count; 0 if it does not
   */
  record Operation(int number) {

    /** Whether it is to fail half way. */
    boolean failsHalfWay() throws IOException {
      synchronized (Faults.class) {
        requireLife();
        return isPlanned(When.DURING);
      }
    }

    IOException failure() {
      synchronized (Faults.class) {
        return fail();
      }
    }

    void done() throws IOException {
      synchronized (Faults.class) {
        requireLife();
        if (isPlanned(When.AFTER)) {
          throw fail();
        }
      }
    }

    private boolean isPlanned(When when) {
      return number > 0 && plan.number() == number && plan.when() == when;
    }
  }
}
