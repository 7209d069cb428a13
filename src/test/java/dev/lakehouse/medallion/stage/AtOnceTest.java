package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AtOnceTest {

  /** The first can end only when the second has: they do run at the same time. */
  @Test
  void resultsAreToldInTheirOrderWhicheverEndsFirst() {
    CountDownLatch second = new CountDownLatch(1);
    List<String> told = new ArrayList<>();
    Callable<String> waiting =
        () -> {
          second.await();
          return "first";
        };
    Callable<String> ending =
        () -> {
          second.countDown();
          return "second";
        };
    AtOnce.run(2, List.of(waiting, ending, () -> "third"), told::add);
    assertThat(told).containsExactly("first", "second", "third");
  }

  /** Each waits for the other to have begun. */
  @Test
  void twoThingsAreDoneTogether() {
    CountDownLatch begun = new CountDownLatch(2);
    Callable<Integer> one =
        () -> {
          begun.countDown();
          begun.await();
          return 1;
        };
    Callable<String> other =
        () -> {
          begun.countDown();
          begun.await();
          return "other";
        };
    assertThat(AtOnce.<Integer, String, String>both(one, other, (number, text) -> number + text))
        .isEqualTo("1other");
    IllegalArgumentException no = new IllegalArgumentException("no");
    Callable<String> failing =
        () -> {
          throw no;
        };
    assertThatThrownBy(() -> AtOnce.both(() -> 1, failing, (number, text) -> number)).isSameAs(no);
  }

  @Test
  void nothingIsBegunAfterAFailure() {
    AtomicBoolean begun = new AtomicBoolean();
    Callable<Object> failing =
        () -> {
          throw new IllegalArgumentException("no");
        };
    Callable<Object> next =
        () -> {
          begun.set(true);
          return "next";
        };
    assertThatThrownBy(() -> AtOnce.run(1, List.of(failing, next), result -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    assertThat(begun).isFalse();
  }

  @Test
  void whatWasBegunIsWaitedForAfterAFailure() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    Callable<Object> longer =
        () -> {
          begun.countDown();
          end.await();
          ended.set(true);
          return "longer";
        };
    Callable<Object> failing =
        () -> {
          begun.await();
          throw new IllegalArgumentException("no");
        };
    Thread caller = new Thread(() -> AtOnce.run(2, List.of(failing, longer), result -> {}));
    caller.setUncaughtExceptionHandler((thread, failure) -> thrown.set(failure));
    caller.start();
    while (!isAwaitingTheOthers(caller)) {
      Thread.onSpinWait();
    }
    end.countDown();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(IllegalArgumentException.class);
    assertThat(ended).isTrue();
  }

  @Test
  void nothingIsBegunAfterAnInterruption() {
    Thread caller = Thread.currentThread();
    AtomicBoolean begun = new AtomicBoolean();
    Callable<Object> interrupting =
        () -> {
          caller.interrupt();
          while (!isAwaitingTheOthers(caller)) {
            Thread.onSpinWait();
          }
          return "first";
        };
    Callable<Object> next =
        () -> {
          begun.set(true);
          return "next";
        };
    assertThatThrownBy(() -> AtOnce.run(1, List.of(interrupting, next), result -> {}))
        .isInstanceOf(IllegalStateException.class);
    // Which clears the flag, too.
    assertThat(Thread.interrupted()).isTrue();
    assertThat(begun).isFalse();
  }

  private static boolean isAwaitingTheOthers(Thread caller) {
    assertThat(caller.isAlive()).isTrue();
    return Arrays.stream(caller.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("awaitTermination"));
  }

  @Test
  void errorStaysAnError() {
    Callable<Object> broken =
        () -> {
          throw new StackOverflowError("deep");
        };
    assertThatThrownBy(() -> AtOnce.run(1, List.of(broken), result -> {}))
        .isInstanceOf(StackOverflowError.class);
  }
}
