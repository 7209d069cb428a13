package dev.lakehouse.medallion.stage;

import java.time.Duration;

/** Is told of the micro-batches of a stream as they are written, where there are several. */
@FunctionalInterface
public interface Batches {

  /**
   * A micro-batch was written.
   *
   * @param number counts the batches of the stream, from 0
   * @param rows how many lines were in it
   */
  void written(long number, long rows, Duration duration);
}
