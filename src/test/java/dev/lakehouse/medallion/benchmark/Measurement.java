package dev.lakehouse.medallion.benchmark;

/**
 * One trial of one contestant.
 *
 * @param orders how many orders the first load of the history has
 * @param firstLineSeconds until it told of something; NaN for one that does not
 * @param cpuSeconds of its process; NaN where others do the work
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
    LOAD_ON_A_CLUSTER("load, two workers"),
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

    /** What our own time is taken from when others, or parts of the machine, are compared to it. */
    Scenario compared() {
      return this == LOAD_ON_ONE_CORE || this == LOAD_ON_A_CLUSTER ? LOAD : this;
    }
  }
}
