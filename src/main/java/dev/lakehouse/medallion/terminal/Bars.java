package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.voice.Advanced;
import dev.lakehouse.medallion.voice.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar under what a stage says, if the stage takes longer than a moment. */
final class Bars {

  /** What is done sooner needs no bar. */
  static final Duration MOMENT = Duration.ofSeconds(2);

  private static final int MILLIS_BETWEEN_UPDATES = 250;

  private final Footer footer;
  private final Timer timer = new Timer("progress", true);

  private TimerTask opening = new Opening(new Begun("", 0, ""));
  private ProgressBar bar;
  private long done;

  Bars(Footer footer) {
    this.footer = footer;
  }

  private final class Opening extends TimerTask {
    private final Begun begun;
    private final Instant startedAt = Instant.now();

    Opening(Begun begun) {
      this.begun = begun;
    }

    @Override
    public void run() {
      open(this);
    }
  }

  /** A stage that begins within another takes its place. */
  synchronized void begin(Begun begun) {
    end();
    opening = new Opening(begun);
    timer.schedule(opening, MOMENT.toMillis());
  }

  synchronized void advance(Advanced advanced) {
    done = advanced.done();
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  synchronized void end() {
    opening.cancel();
    done = 0;
    if (bar != null) {
      bar.close();
      bar = null;
      footer.clear();
    }
  }

  void above(String line) {
    footer.above(line);
  }

  private synchronized void open(Opening due) {
    if (due != opening) {
      return;
    }
    ProgressBarBuilder builder =
        ProgressBar.builder()
            .setTaskName("%-8s".formatted(due.begun.stage()))
            .setInitialMax(due.begun.steps() > 0 ? due.begun.steps() : -1)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(MILLIS_BETWEEN_UPDATES)
            .startsFrom(done, Duration.between(due.startedAt, Instant.now()))
            .setConsumer(footer)
            .clearDisplayOnFinish();
    if (!due.begun.unit().isEmpty()) {
      builder.setUnit(" " + due.begun.unit(), 1);
    }
    bar = builder.build();
  }
}
