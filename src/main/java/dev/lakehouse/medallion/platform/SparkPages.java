package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The web pages on which Spark shows what it does, while it runs on this machine.
 *
 * @param port the port that they are at
 */
record SparkPages(int port) {

  /** Where Spark's documentation says that they are. */
  private static final int USUAL = 4040;

  /** Spark serves them to everyone who reaches this machine, unless this names an address. */
  private static final String ONLY_FOR = "SPARK_LOCAL_IP";

  /**
   * Finds a port for them.
   *
   * @throws UserException if Spark runs elsewhere, or would show them to others
   */
  static SparkPages choose() {
    if (!LocalSession.isOfThisMachine()) {
      throw refusal(
          "Spark is not started by this program here, and shows its pages as whoever starts it wants.",
          "Leave out --ui, and look where that Spark shows its pages.");
    }
    String address = System.getenv(ONLY_FOR);
    if (address == null) {
      throw refusal(
          "Spark would show its pages, with statements and settings on them, to everyone who reaches"
              + " this machine.",
          "Set "
              + ONLY_FOR
              + "=127.0.0.1, as target/medallion does; then they are for this machine.");
    }
    try (ServerSocket free = bound(address)) {
      return new SparkPages(free.getLocalPort());
    } catch (IOException failure) {
      throw refusal(
          "No port of " + address + " can be had: " + Failures.cause(failure) + ".",
          "Correct " + ONLY_FOR + ", or leave out --ui.");
    }
  }

  private static ServerSocket bound(String address) throws IOException {
    InetAddress here = InetAddress.getByName(address);
    try {
      return new ServerSocket(USUAL, 1, here);
    } catch (IOException taken) {
      return new ServerSocket(0, 1, here);
    }
  }

  private static UserException refusal(String cause, String remedy) {
    return new UserException("--ui cannot be used here.", cause, remedy);
  }

  String address() {
    return "http://" + System.getenv(ONLY_FOR) + ":" + port;
  }
}
