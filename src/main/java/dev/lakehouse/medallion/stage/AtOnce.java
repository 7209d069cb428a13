package dev.lakehouse.medallion.stage;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Does several things at the same time, none of which needs another.
 *
 * <p>For few rows Spark is busy by one thread that plans, and after it by one that commits.
 */
final class AtOnce {

  private AtOnce() {}

  /**
   * Does them all. Once one has failed, or whoever waits for them has, no other is begun, and those
   * that were begun are waited for: nothing goes on when this has returned.
   *
   * @param most how many at the same time
   * @param done is told, in their order and by the calling thread, what came of each
   */
  static <T> void run(int most, List<? extends Callable<T>> works, Consumer<T> done) {
    ExecutorService threads = Executors.newFixedThreadPool(most);
    AtomicBoolean over = new AtomicBoolean();
    try {
      List<Future<T>> begun =
          works.stream().map(work -> threads.submit(until(over, work))).toList();
      try {
        for (Future<T> work : begun) {
          done.accept(work.get());
        }
      } finally {
        over.set(true);
        threads.shutdown();
        threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while others worked", interruption);
    } catch (ExecutionException failure) {
      throw unchecked(failure.getCause());
    }
  }

  /**
   * Does two things.
   *
   * @param together makes something of what came of both
   */
  static <A, B, R> R both(Callable<A> one, Callable<B> other, BiFunction<A, B, R> together) {
    AtomicReference<A> first = new AtomicReference<>();
    AtomicReference<B> second = new AtomicReference<>();
    List<Callable<Void>> works = List.of(keeping(first, one), keeping(second, other));
    run(works.size(), works, nothing -> {});
    return together.apply(first.get(), second.get());
  }

  private static <T> Callable<Void> keeping(AtomicReference<T> kept, Callable<T> work) {
    return () -> {
      kept.set(work.call());
      return null;
    };
  }

  /** They are begun in their order: whoever asks in that order meets the failure first. */
  private static <T> Callable<T> until(AtomicBoolean over, Callable<T> work) {
    return () -> {
      if (over.get()) {
        throw new CancellationException("Another one has failed");
      }
      try {
        return work.call();
      } catch (Throwable failure) {
        over.set(true);
        throw failure;
      }
    };
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }
}
