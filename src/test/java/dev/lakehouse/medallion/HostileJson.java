package dev.lakehouse.medallion;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Values that a JSON reader may stumble over: each is at most one JSON value, and most are none.
 *
 * <p>For each it is known of which fields of an otherwise sound order it is a sound value: {@code
 * order_id} (text), {@code amount} (a number), {@code items} (an array of items), {@code note} (not
 * in the contract, and so any JSON).
 */
final class HostileJson {

  /** The fields that a value is tried in. */
  static final List<String> FIELDS = List.of("order_id", "amount", "items", "note");

  private static final Set<String> NOWHERE = Set.of();
  private static final Set<String> NOTE = Set.of("note");
  private static final Set<String> TEXT = Set.of("order_id", "note");
  private static final Set<String> ABSENT = Set.of("items", "note");
  private static final Set<String> MONEY = Set.of("amount", "note");
  private static final Set<String> MONEY_AND_TEXT = Set.of("amount", "order_id", "note");

  private final List<Value> values = new ArrayList<>();

  private HostileJson() {}

  /**
   * A value.
   *
   * @param label what is odd about it; unique, and fit for a file name
   * @param soundIn the fields of which it is a sound value
   */
  record Value(String label, byte[] bytes, Set<String> soundIn) {

    /** An order with the value, as it is, for one of its fields. */
    byte[] inOrder(String field) {
      String order = OrderLine.of("id-" + label + "-" + field).jsonWith(field, "<value>");
      String[] around = order.split("<value>");
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      line.writeBytes(around[0].getBytes(StandardCharsets.UTF_8));
      line.writeBytes(bytes);
      line.writeBytes(around[1].getBytes(StandardCharsets.UTF_8));
      return line.toByteArray();
    }
  }

  static List<Value> values() {
    HostileJson json = new HostileJson();
    json.words();
    json.numbers();
    json.strings();
    json.escapes();
    json.bytes();
    json.encodings();
    json.arrays();
    json.objects();
    json.depth();
    return json.values;
  }

  private void words() {
    add("null", "null", ABSENT);
    add("true", "true", NOTE);
    add("false", "false", NOTE);
    nowhere("word", "True", "NULL", "nul", "nulll", "truth", "undefined", "NaN", "-NaN", "None");
    nowhere("infinity", "Infinity", "-Infinity", "+Infinity", "inf", "INF");
    nowhere("call", "Date(0)", "new Date()", "0x", "$", "`a`", "<null>", "&quot;a&quot;", "*");
    nowhere("comment", "/* c */1", "1/* c */", "//1", "1 //", "1 # c", "<!-- 1 -->", "--1");
  }

  private void numbers() {
    add("zero", "0", MONEY_AND_TEXT);
    add("one", "1", MONEY_AND_TEXT);
    add("two_decimals", "1.25", MONEY);
    add("minus_zero", "-0", MONEY_AND_TEXT);
    add("minus_zero_decimals", "-0.0", MONEY);
    add("exponent", "1e2", MONEY);
    add("exponent_plus", "1E+2", MONEY);
    add("exponent_minus", "100e-2", MONEY);
    add("exponent_zeros", "1e0002", MONEY);
    add("below_zero", "-1", TEXT);
    add("three_decimals", "1.005", NOTE);
    add("huge_exponent", "1e400", NOTE);
    add("tiny_exponent", "1e-400", NOTE);
    add("huge_exponent_of_zero", "0e400", MONEY);
    add("absurd_exponent", "1e99999999999", NOTE);
    add("decimal_too_far", "1." + "0".repeat(29) + "1", NOTE);
    add("digit_moved_too_far", "1" + "0".repeat(29) + "1e-30", NOTE);
    add("zeros_too_far", "1." + "0".repeat(40), MONEY);
    add("twenty_digits", "12345678901234567890", TEXT);
    add("as_many_digits_as_may_be", "1" + "0".repeat(999), TEXT);
    add("as_many_decimals_as_may_be", "0." + "1".repeat(998), NOTE);
    nowhere("digits", "1" + "0".repeat(1000), "9".repeat(100_000));
    nowhere("sign", "+1", "-", "--1", "+-1", "- 1", "1-", "\u22121", "-a");
    nowhere("leading_zero", "01", "-01", "00", "-00.5", "0123");
    nowhere("point", ".5", "-.5", "1.", "1.e1", "1..5", "1.5.2", ".", "0.e1", "1,5");
    nowhere("exponent_of", "1e", "1e+", "1e-", "1ee2", "e2", "1e1.5", "1e 2", "1E+-2");
    nowhere("base", "0x1F", "0b1", "0o7", "1_000", "1L", "1f", "#1", "1 000", "\u0661", "\uFF11");
  }

  private void strings() {
    add("empty", "\"\"", ABSENT);
    add("space", "\" \"", ABSENT);
    add("letter", "\"a\"", TEXT);
    add("digits_in_quotes", "\"12\"", MONEY_AND_TEXT);
    add("decimal_too_far_in_quotes", "\"1." + "0".repeat(29) + "1\"", TEXT);
    add("tiny_in_quotes", "\"1e-400\"", TEXT);
    add("comma_in_quotes", "\"1,5\"", TEXT);
    add("brackets_in_quotes", "\"[{\\\"a\\\":[\"", TEXT);
    add("word_in_quotes", "\"null\"", TEXT);
    add("not_a_number_in_quotes", "\"NaN\"", TEXT);
    add("infinity_in_quotes", "\"Infinity\"", TEXT);
    add("hexadecimal_in_quotes", "\"0x10\"", TEXT);
    add("comment_in_quotes", "\"/* c */ // d\"", TEXT);
    add("delete", "\"\u007f\"", TEXT);
    add("line_separators", "\"a\u2028\u2029\u0085b\"", TEXT);
    add("noncharacter", "\"\uFFFF\uFFFE\"", TEXT);
    add("emoji", "\"\uD83D\uDE00\"", TEXT);
    add("mark_inside", "\"a\uFEFFb\"", TEXT);
    add("long", "\"" + "x".repeat(1_000_000) + "\"", TEXT);
    nowhere("quotes", "\"a", "a\"", "\"", "\"\"\"", "\"a\"b\"", "'a'", "'", "\u201ca\u201d", "a");
    nowhere("joined", "\"a\" \"b\"", "\"a\" + \"b\"", "\"a\".b", "r\"a\"", "\"\"\"a\"\"\"");
    nowhere("control", "\"a\tb\"", "\"a\u0001b\"", "\"a\u001fb\"", "\"a\u0000b\"", "\"\u000b\"");
  }

  private void escapes() {
    add("every_escape", "\"a\\\"\\\\\\/\\b\\f\\n\\r\\tb\"", TEXT);
    add("escaped_letter", "\"\\u0061\"", TEXT);
    add("escaped_nul", "\"a\\u0000b\"", TEXT);
    add("escaped_pair", "\"\\ud83d\\uDE00\"", TEXT);
    add("escaped_noncharacter", "\"\\uFFFF\"", TEXT);
    add("escaped_backslash_u", "\"\\\\ud800\"", TEXT);
    nowhere("escape", "\"\\a\"", "\"\\x41\"", "\"\\u\"", "\"\\u00\"", "\"\\u00g0\"", "\"\\U0041\"");
    nowhere(
        "escape_of", "\"\\'\"", "\"\\0\"", "\"\\", "\"\\\"", "\"\\\u00e9\"", "\\u0061", "\"\\ \"");
    nowhere("half", "\"\\ud800\"", "\"\\uDC00\"", "\"\\ude00\\ud83d\"", "\"\\ud83d\\\\ude00\"");
    nowhere("escaped_syntax", "\\\"a\\\"", "\\u0022a\\u0022", "\"a\\u0022", "[\\n1]", "\\t1");
  }

  /** Byte sequences that are no UTF-8. */
  private void bytes() {
    broken("lone_continuation", 0x80);
    broken("lead_without_continuation", 0xC3);
    broken("wrong_continuation", 0xC3, 0x28);
    broken("cut_three", 0xE2, 0x82);
    broken("cut_four", 0xF0, 0x9F, 0x98);
    broken("overlong_slash", 0xC0, 0xAF);
    broken("overlong_nul", 0xC0, 0x80);
    broken("overlong_three", 0xE0, 0x80, 0xAF);
    broken("surrogate", 0xED, 0xA0, 0x80);
    broken("surrogate_pair", 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80);
    broken("above_unicode", 0xF4, 0x90, 0x80, 0x80);
    broken("five_bytes", 0xF8, 0x88, 0x80, 0x80, 0x80);
    broken("never_used", 0xFE, 0xFF);
    broken("latin_1", 0xE9);
  }

  private void encodings() {
    for (String name : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      Charset charset = Charset.forName(name);
      add(name, "\"a\u00e9\"".getBytes(charset), NOWHERE);
      add(name + "_marked", "\uFEFF\"a\u00e9\"".getBytes(charset), NOWHERE);
      add(name + "_object", "\uFEFF{\"a\":\n1}\n".getBytes(charset), NOWHERE);
    }
    add("UTF-8_marked", "\uFEFF\"a\"", NOWHERE);
    add("UTF-8_marked_twice", "\uFEFF\uFEFF\"a\"", NOWHERE);
    add("mark_alone", "\uFEFF", NOWHERE);
    add("mark_cut", new byte[] {(byte) 0xEF, (byte) 0xBB, '1'}, NOWHERE);
    add("nul_alone", "\u0000", NOWHERE);
    add("nul_before", "\u00001", NOWHERE);
    add("nul_after", "1\u0000", NOWHERE);
    add("nuls", "\u0000".repeat(1000), NOWHERE);
    nowhere(
        "space", "\u00a0", "\u00a01", "1\u2003", "\u3000", "\u200b", "\u000b", "\u001c", "\u0085");
    nowhere("blank", "", " ", "\t", "\f", " \t \f ");
    nowhere("form_feed", "\f1", "1\f");
  }

  private void arrays() {
    add("no_items", "[]", ABSENT);
    add("no_items_but_space", "[ \t ]", ABSENT);
    add("item", item("1"), ABSENT);
    add("item_exponent", item("1e1"), ABSENT);
    for (String price : List.of("1e-30", "1e-400", "\"1e-30\"", "1." + "0".repeat(29) + "1")) {
      add("item_too_far-" + price.hashCode(), item(price), NOTE);
    }
    add("numbers", "[1,2]", NOTE);
    add("mixed", "[1,null,\"a\",{\"a\":[]}]", NOTE);
    add("arrays", "[[],[[]]]", NOTE);
    add("object_among_items", "[" + item("1") + "]", NOTE);
    add("many", "[" + "1,".repeat(50_000) + "1]", NOTE);
    nowhere("array", "[", "]", "[1", "1]", "[1,", "[,1]", "[1,]", "[1,,2]", "[,]", "[1 2]", "[1]]");
    nowhere("array_of", "[1}", "(1)", "[1;2]", "[a]", "[1:2]", "[\"a\":1]", "[][]", "[-]", "[\"a]");
  }

  private void objects() {
    add("empty_object", "{}", NOTE);
    add("object", "{\"a\":1}", NOTE);
    add("empty_name", "{\"\":0}", NOTE);
    add("odd_names", "{\"a.b\":1,\"$\":2,\"`\":3,\"'\":4,\" \":5,\"\\n\":6}", NOTE);
    nowhere("object", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}");
    nowhere(
        "object_of", "{\"a\"}", "{\"a\" 1}", "{\"a\",1}", "{\"a\"=1}", "{\"a\":1 \"b\":2}", "{1}");
    nowhere(
        "name", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{[]:1}", "{\"a\"::1}", "{:1}", "{\"a:1}");
    nowhere(
        "after", "{}}", "{}{}", "{} 1", "{}]", "1 2", "1,2", "1;", "{},\"amount\":1", "{};", "{}/");
  }

  private void depth() {
    add("deep_arrays", "[".repeat(998) + "]".repeat(998), NOTE);
    add("deep_objects", "{\"a\":".repeat(998) + "1" + "}".repeat(998), NOTE);
    for (int depth : new int[] {1001, 20_000, 100_000}) {
      nowhere(
          "depth_" + depth,
          "[".repeat(depth) + "]".repeat(depth),
          "{\"a\":".repeat(depth) + "1" + "}".repeat(depth),
          "[{\"a\":".repeat(depth / 2) + "1" + "}]".repeat(depth / 2),
          "[".repeat(depth),
          "{\"a\":".repeat(depth),
          "]".repeat(depth));
    }
  }

  private static String item(String price) {
    return "[{\"sku\":\"a\",\"quantity\":1,\"unit_price\":%s}]".formatted(price);
  }

  private void broken(String label, int... bytes) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write('"');
    for (int each : bytes) {
      value.write(each);
    }
    add("bytes_" + label + "_cut_off", value.toByteArray(), NOWHERE);
    value.write('"');
    add("bytes_" + label, value.toByteArray(), NOWHERE);
  }

  private void nowhere(String label, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      add(label + "-" + i, texts[i], NOWHERE);
    }
  }

  private void add(String label, String text, Set<String> soundIn) {
    add(label, text.getBytes(StandardCharsets.UTF_8), soundIn);
  }

  private void add(String label, byte[] bytes, Set<String> soundIn) {
    values.add(new Value(label, bytes, soundIn));
  }
}
