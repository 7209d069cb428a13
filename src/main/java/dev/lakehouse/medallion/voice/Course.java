package dev.lakehouse.medallion.voice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How far the stages of a command have come. A stage may be a step of another. */
public final class Course {

  private final Voice voice;
  private final Deque<Leg> legs = new ArrayDeque<>();

  public Course(Voice voice) {
    this.voice = voice;
  }

  /** What a stage does. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T done() throws E;
  }

  private static final class Leg {
    private final Begun begun;
    private long done;

    private Leg(Begun begun) {
      this.begun = begun;
    }

    /** More steps than were foreseen are no more than all. */
    private Advanced step() {
      done = begun.steps() > 0 ? Math.min(done + 1, begun.steps()) : done + 1;
      return new Advanced(begun.stage(), done, begun.steps());
    }
  }

  /** Does the work of a stage, and says when it begins and ends. */
  public <T, E extends Exception> T through(Begun begun, Work<T, E> work) throws E {
    Instant startedAt = Instant.now();
    enter(new Leg(begun));
    try {
      return work.done();
    } finally {
      leave(new Ended(begun.stage(), Duration.between(startedAt, Instant.now())));
    }
  }

  /** One more step of the stage that began last. */
  public synchronized void step() {
    if (!legs.isEmpty()) {
      voice.tell(legs.peek().step());
    }
  }

  private synchronized void enter(Leg leg) {
    legs.push(leg);
    voice.tell(leg.begun);
  }

  private synchronized void leave(Ended ended) {
    legs.pop();
    voice.tell(ended);
  }
}
