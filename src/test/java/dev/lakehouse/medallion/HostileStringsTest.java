package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lakehouse.medallion.stage.Query;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a text says changes nothing but the text: it arrives as it was sent, or not at all. */
class HostileStringsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final List<String> STRINGS =
      List.of(
          "'; DROP TABLE silver.orders; --",
          "\" OR \"\"=\"",
          "1' OR '1'='1",
          "`silver`.`orders` {silver.orders} ${spark.master} :name ?",
          "<script>alert('x')</script>",
          "<img src=x onerror=alert(1)>&amp;&#0;",
          "$(touch x) `id` ; rm -rf / | cat && true",
          "../../../../etc/passwd",
          "..\\..\\windows\\system32",
          "file:///etc/passwd?a=%00#b",
          "%s %n %d %1$s %x {0} {} #{1+1} ${jndi:ldap://x}",
          "=1+1",
          "@SUM(A1:A9)",
          "+1-1",
          "-2+3|cmd",
          "a,b;c\td|e",
          "line\nfeed",
          "carriage\rreturn",
          "both\r\nof them",
          "\"quoted\",\"and\"\n\"more\"",
          "say \"hi\" it's",
          "back\\slash \\n \\u0041 \\\\",
          "ends with a backslash \\",
          "\u001b[31mred\u001b[0m\u001b]0;title\u0007",
          "\u009b31m",
          "bell\u0007back\bspace\u007f",
          "nul\u0000inside",
          "right\u202Eto left\u202C \u2066isolated\u2069 \u200F",
          "e\u0301\u0323\u0489\u0489\u0489\u0489",
          "zero\u200Bwidth\u200Djoined\u2060\u00AD",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDFF4 \uD83D\uDE00",
          "mark\uFEFFinside",
          "separator\u2028and\u2029and\u0085",
          "\u00A0no-break spaces\u3000",
          "\uFFFF\uFFFE\uFDD0",
          "null",
          "NULL",
          "true",
          "NaN",
          "Infinity",
          "-1e9",
          "0x1F",
          "1.50",
          "1,5",
          "(other fields)",
          "[]",
          "{\"a\":1}",
          "[{\"sku\":1}]",
          "\u0130\u0131\u00DF\uFB00",
          "x".repeat(200_000));

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void runOnce() {
    lakehouse = new TestLakehouse(folder);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < STRINGS.size(); i++) {
      String text = STRINGS.get(i);
      OrderLine order = OrderLine.of(text).with("customer_id", i + 1).with("note", text);
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("sku", text);
      item.put("name", text);
      item.put("category", text);
      item.put("quantity", 1);
      item.put("unit_price", 10);
      lines.add(order.with("items", List.of(item)).json());
      for (String code : List.of("status", "channel", "country", "currency", "order_date")) {
        lines.add(OrderLine.of("O-" + i + code).with(code, text).json());
      }
      lines.add(OrderLine.of("F-" + i).with("customer_id", 1000 + i).with(text, 1).json());
    }
    lakehouse.land("strings.json", lines.toArray(String[]::new));
    lakehouse.runToSilver();
    lakehouse
        .sql(
            """
            SELECT customer_id, order_id, items[0].sku AS sku, items[0].name AS name,
              items[0].category AS category, from_json(_rescued, 'note STRING').note AS note
            FROM {silver.orders} WHERE customer_id < 1000 ORDER BY customer_id""")
        .createOrReplaceTempView("hostile_strings");
  }

  @Test
  void textArrivesAsItWasSent() {
    List<List<String>> rows =
        TestSession.spark().table("hostile_strings").collectAsList().stream()
            .map(
                row -> {
                  List<String> cells = new ArrayList<>();
                  for (int i = 0; i < row.length(); i++) {
                    cells.add(String.valueOf(row.get(i)));
                  }
                  return cells;
                })
            .toList();
    assertThat(rows).isEqualTo(expected());
  }

  @Test
  void csvReadBackIsTheSame() throws Exception {
    List<List<String>> rows = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build();
    try (CSVParser parser = CSVParser.parse(printed(Query.Format.CSV), format)) {
      for (CSVRecord row : parser) {
        rows.add(row.toList());
      }
    }
    assertThat(rows).isEqualTo(expected());
  }

  @Test
  void jsonReadBackIsTheSame() throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (String line : printed(Query.Format.JSON).split("\n")) {
      List<String> cells = new ArrayList<>();
      for (JsonNode cell : JSON.readTree(line)) {
        cells.add(cell.asText());
      }
      rows.add(cells);
    }
    assertThat(rows).isEqualTo(expected());
  }

  @Test
  void nothingThatIsPrintedForPeopleSteersTheirTerminal() {
    assertThat(printed(Query.Format.TABLE) + lakehouse.printed())
        .doesNotContainPattern(
            "[\\p{Cc}&&[^\n]]|[\\u2028\\u2029\\u200F\\u202A-\\u202E\\u2066-\\u2069]");
  }

  @Test
  void textThatIsNoCodeIsRejectedForThat() {
    assertThat(
            lakehouse.rows(
                """
                SELECT _rejections[0], count(*) FROM {silver.order_events}
                WHERE _outcome = 'rejected' AND size(_rejections) = 1 GROUP BY 1 ORDER BY 1"""))
        .containsExactly(
            "channel_unknown|" + STRINGS.size(),
            "country_unknown|" + STRINGS.size(),
            "currency_unknown|" + STRINGS.size(),
            "order_date_malformed|" + STRINGS.size(),
            "status_unknown|" + STRINGS.size());
  }

  @Test
  void unknownFieldOfAnyNameIsKept() {
    List<String> names =
        lakehouse.rows(
            """
            SELECT json_object_keys(_rescued)[0] FROM {silver.orders}
            WHERE customer_id >= 1000 ORDER BY customer_id""");
    assertThat(names).isEqualTo(STRINGS);
  }

  private static List<List<String>> expected() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < STRINGS.size(); i++) {
      String text = STRINGS.get(i);
      rows.add(List.of(String.valueOf(i + 1), text, text, text, text, text));
    }
    return rows;
  }

  private static String printed(Query.Format format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Query(TestSession.spark(), new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .run("SELECT * FROM hostile_strings", format);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
