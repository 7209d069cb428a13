package dev.lakehouse.medallion.benchmark;

/**
 * One trial of one contestant.
 *
 * @param orders how many orders the first load of the history has
 * @param firstLineSeconds until it told of something; NaN for one that does not
 * @param landed the bytes of the files that were new
 * @param written the bytes by which its files have grown
 */
record Measurement(
    String contestant,
    Scenario scenario,
    long orders,
    int round,
    double wallSeconds,
    double firstLineSeconds,
    double cpuSeconds,
    long landed,
    long written) {

  /** What is to be done. */
  enum Scenario {
    LOAD("initial load"),
    LOAD_ON_ONE_CORE("load, one core"),
    INCREMENT("10,000 lines more"),
    PERCENT("1 % more"),
    NOTHING("nothing new");

    private final String title;

    Scenario(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }
}
