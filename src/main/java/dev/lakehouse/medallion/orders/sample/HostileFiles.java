package dev.lakehouse.medallion.orders.sample;

import static dev.lakehouse.medallion.orders.sample.HostileOrders.bytes;
import static dev.lakehouse.medallion.orders.sample.HostileOrders.readable;

import dev.lakehouse.medallion.contract.SampleData.Request;
import dev.lakehouse.medallion.contract.SampleData.Request.Extra;
import dev.lakehouse.medallion.orders.sample.HostileOrders.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The hostile files of a request: line ends, encodings, sizes, depths, and damage. */
final class HostileFiles {

  /** No generated customer comes near. */
  private static final long FIRST_CUSTOMER = 9_000_000_000L;

  private static final int TEN_MEGABYTES = 10_000_000;
  private static final int MANY_FIELDS = 10_000;
  private static final int LEVELS = 200;
  private static final int COPIES = 40;

  private final LocalDate day;

  private HostileFiles(LocalDate day) {
    this.day = day;
  }

  /** None, unless the request asks for them. */
  static List<HostileOrders> of(Request request) {
    HostileFiles files = new HostileFiles(request.start());
    return request.extra().contains(Extra.HOSTILE_FILES)
        ? Stream.of(files.lineEnds(), files.sizes(), files.encodings(), files.damage())
            .flatMap(kind -> kind)
            .toList()
        : List.of();
  }

  private Stream<HostileOrders> lineEnds() {
    return Stream.of(
        file("file_with_crlf", "crlf.json", "%s\r\n%s\r\n", 1, 2),
        file("file_with_lone_cr", "lone-cr.json", "%s\r%s\r", 3, 4),
        file("file_with_no_newline_at_its_end", "no-newline-at-end.json", "%s\n%s", 5, 6),
        file("file_with_byte_order_mark", "byte-order-mark.json", "\uFEFF%s\n%s\n", 7, 8),
        file("file_in_a_directory_named_like_one", "directory.json/orders.json", "%s\n", 9));
  }

  /** An empty file has no line, and so none in the answer key either. */
  private Stream<HostileOrders> sizes() {
    String nested = "[".repeat(LEVELS) + "]".repeat(LEVELS);
    String fields =
        IntStream.rangeClosed(1, MANY_FIELDS)
            .mapToObj(number -> ",\"field_%05d\":%d".formatted(number, number))
            .collect(Collectors.joining());
    return Stream.of(
        readable("file_empty", "empty.json", new byte[0]),
        accepted("line_of_10_megabytes", ",\"note\":\"" + "x".repeat(TEN_MEGABYTES) + '"', 10),
        accepted("line_of_10000_unknown_fields", fields, 11),
        accepted("field_unknown_of_200_levels", ",\"deep\":" + nested, 12),
        rejected("items_of_200_levels", ",\"items\":" + nested, "items_malformed"),
        rejected(
            "refund_amount_of_200_levels",
            ",\"refund_amount\":" + nested,
            "refund_amount_malformed"));
  }

  /** The newline's second byte in UTF-16 is a line of its own, and a NUL byte is no JSON. */
  private Stream<HostileOrders> encodings() {
    byte[] text = ("\uFEFF" + order(13, "") + "\n").getBytes(StandardCharsets.UTF_16LE);
    return Stream.of(
        readable(
            "file_in_utf_16",
            "utf-16.json",
            text,
            Line.rejected(Arrays.copyOf(text, text.length - 2), "line_encoding_broken"),
            Line.rejected(new byte[] {0}, "json_malformed")));
  }

  /** Whatever can be read of these repeats a line of another file, so that no sum depends on it. */
  private Stream<HostileOrders> damage() {
    String repeated = order(1, "");
    String noise =
        new Random(0)
            .ints(200_000, 'a', 'z')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String cut = order(13, ",\"note\":\"" + noise + '"');
    List<String> lines =
        Stream.concat(Collections.nCopies(COPIES, repeated).stream(), Stream.of(cut)).toList();
    byte[] packed = gzip(bytes(String.join("\n", lines)));
    return Stream.of(
        readable(
            "file_cut_short",
            "cut-short.json.gz",
            Arrays.copyOf(packed, packed.length / 2),
            lines.stream().map(Line::damaged).toArray(Line[]::new)),
        readable("file_forbidden", "forbidden.json", bytes(repeated + "\n"), Line.damaged(repeated))
            .forbidden());
  }

  private HostileOrders file(String fault, String path, String form, Integer... numbers) {
    Object[] orders = Arrays.stream(numbers).map(number -> order(number, "")).toArray();
    Line[] lines =
        Arrays.stream(numbers)
            .map(number -> Line.current(order(number, ""), customer(number)))
            .toArray(Line[]::new);
    return readable(fault, path, bytes(form.formatted(orders)), lines);
  }

  private HostileOrders accepted(String fault, String more, int number) {
    String text = order(number, more);
    return readable(fault, path(fault), bytes(text + "\n"), Line.current(text, customer(number)));
  }

  private HostileOrders rejected(String fault, String more, String reason) {
    byte[] text = bytes(order(13, more));
    return readable(fault, path(fault), text, Line.rejected(text, reason));
  }

  private static String path(String fault) {
    return fault.replace('_', '-') + ".json";
  }

  private static long customer(int number) {
    return FIRST_CUSTOMER + number;
  }

  private String order(int number, String more) {
    return """
        {"order_id":"ORD-H%010d","customer_id":%d,"order_date":"%sT12:00:00Z","amount":%s,\
        "status":"processing","channel":"web","country":"DE","currency":"EUR"%s}"""
        .formatted(number, customer(number), day, HostileOrders.AMOUNT, more);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return packed.toByteArray();
  }
}
