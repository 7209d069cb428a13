package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.contract.SqlText.literal;

import dev.lakehouse.medallion.contract.HostileFile;
import dev.lakehouse.medallion.contract.HostileFile.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hostile file of orders and the lines that it holds.
 *
 * @param fault what is hostile about it
 */
record HostileOrders(String fault, HostileFile file, List<Line> lines) {

  /** The customer, known for accepted lines, stands for the values that differ. */
  static final String ANSWER_COLUMNS =
      " AS answers(place, line_md5, fault, outcome, rejections, warnings, text, customer_id)";

  static final String AMOUNT = "10.25";

  private static final int EXCERPT = 200;

  /**
   * A line as it is read.
   *
   * @param customer who ordered; NULL where nobody can know
   * @param outcome current, rejected or damaged
   */
  record Line(byte[] text, Long customer, String outcome, Expectation expected) {

    static Line current(String text, long customer) {
      return new Line(bytes(text), customer, "current", Expectation.ACCEPTED);
    }

    static Line rejected(byte[] text, String reason) {
      return new Line(text, null, "rejected", Expectation.rejected(reason));
    }

    /** One that need not be found, and repeats another where it is. */
    static Line damaged(String text) {
      return new Line(bytes(text), null, "damaged", Expectation.ACCEPTED);
    }
  }

  static HostileOrders readable(String fault, String path, byte[] content, Line... lines) {
    return new HostileOrders(
        fault, new HostileFile(path, content, Permission.READABLE), List.of(lines));
  }

  HostileOrders forbidden() {
    HostileFile locked = new HostileFile(file.path(), file.content(), Permission.FORBIDDEN);
    return new HostileOrders(fault, locked, lines);
  }

  /** SQL for a row per line, with {@link #ANSWER_COLUMNS}. */
  Stream<String> answers(String folder) {
    return lines.stream()
        .map(
            line ->
                "(%s, '%s', %s, '%s', %s, %s, %s, %s)"
                    .formatted(
                        literal(folder + file.path()),
                        md5(line.text()),
                        literal(fault),
                        line.outcome(),
                        OrderFaults.array(line.expected().rejections()),
                        OrderFaults.array(line.expected().warnings()),
                        literal(excerpt(line.text())),
                        line.customer() == null ? "NULL" : line.customer() + "L"));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String excerpt(byte[] text) {
    return new String(text, 0, Math.min(EXCERPT, text.length), StandardCharsets.UTF_8);
  }

  private static String md5(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
