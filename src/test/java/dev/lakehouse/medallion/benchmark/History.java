package dev.lakehouse.medallion.benchmark;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What lands and what becomes of it.
 *
 * @param size how many orders the first load has
 */
record History(Path folder, Workload workload, long size) {

  Path landing() {
    return folder.resolve("landing");
  }

  Path orders() {
    return landing().resolve("orders");
  }

  Path home(Contestant contestant) {
    return folder.resolve(contestant.name().toLowerCase(Locale.ROOT));
  }
}
