package dev.lakehouse.medallion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The report in a browser, of a lakehouse whose files, fields, products and lines bear hostile
 * names: every chart is drawn, every number is that of the tables, and a name is a name.
 */
class ReportIT {

  /**
   * Beside those of {@link HostileStringsTest}: what would end an element, or fill in a template.
   */
  private static final List<String> MARKUP =
      List.of(
          "</script><script>window.hit = 1</script>",
          "\"><img src=x onerror=\"window.hit = 1\">",
          "' onmouseover='window.hit = 1",
          "<!-- <script>",
          "]]></style><svg onload=window.hit=1>",
          "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
          "javascript:window.hit=1");

  /**
   * The contrast of each text with what is behind it, as WCAG 2 defines it, where it is too low.
   */
  private static final String LOW_CONTRASTS =
      """
      const light = c => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); };
      const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
      const luminance = c => 0.2126 * light(c[0]) + 0.7152 * light(c[1]) + 0.0722 * light(c[2]);
      const behind = node => {
        for (let it = node; it; it = it.parentElement) {
          const c = parse(getComputedStyle(it).backgroundColor);
          if (c.length === 3 || c[3] === 1) return c;
        }
        return parse(getComputedStyle(document.documentElement).backgroundColor);
      };
      document.querySelectorAll('details').forEach(it => { it.open = true; });
      const low = [];
      let looked = 0;
      const look = (node, colour) => {
        const one = luminance(parse(colour)), other = luminance(behind(node));
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        looked++;
        if (ratio < 4.5) low.push(ratio.toFixed(2) + ' ' + node.outerHTML.slice(0, 200));
      };
      document.querySelectorAll('body *').forEach(node => {
        const own = Array.from(node.childNodes).some(it => it.nodeType === 3 && it.data.trim());
        if (!own || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.tagName)) return;
        if (node.tagName === 'text' || node.tagName === 'tspan') {
          // What stands in a cell is black or white, whichever is easier to read there.
          if (!node.closest('.heatmap')) look(node.closest('[data-figure]'), getComputedStyle(node).fill);
        } else {
          look(node, getComputedStyle(node).color);
        }
      });
      return low.concat(looked > 500 ? [] : ['only ' + looked + ' texts']);
      """;

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;
  private static Chromium browser;
  private static Path page;

  @BeforeAll
  static void report() throws IOException {
    browser = Chromium.start(folder);
    lakehouse = new TestLakehouse(folder.resolve("lakehouse"));
    land("<script>window.hit=1<script>.json", 0);
    for (int i = 0; i < MARKUP.size(); i++) {
      lakehouse.land("markup-" + i + ".json", MARKUP.get(i));
    }
    lakehouse.run();
    land("\"><img src=x onerror=window.hit=1> {{7*7}} \u202Eltr.json", 1000);
    lakehouse.run();
    page = folder.resolve("report.html");
    lakehouse.reader().report(Optional.of(page.toString()));
  }

  private static void land(String file, int first) {
    List<String> texts = new ArrayList<>(HostileStringsTest.STRINGS);
    texts.addAll(MARKUP);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("sku", text);
      item.put("name", text);
      item.put("category", text);
      item.put("quantity", 1);
      item.put("unit_price", 10 + i);
      lines.add(
          OrderLine.of(first + text)
              .with("customer_id", first + i + 1)
              .with("amount", 10 + i)
              .with("currency", i % 3 == 0 ? "USD" : "EUR")
              .with("items", List.of(item))
              .with(text, text)
              .json());
      lines.add(OrderLine.of("S-" + first + i).with("status", text).json());
      lines.add(text.lines().findFirst().orElse("x"));
    }
    lakehouse.land(file, lines.toArray(String[]::new));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openAnew() {
    browser.size(1280, 900);
    browser.prefer("light");
    browser.open(page);
  }

  @Test
  void everyChartIsDrawnAndTheConsoleIsSilent() {
    List<String> shapes =
        browser.texts(
            """
            return Array.from(document.querySelectorAll('[data-figure]')).map(box =>
              box.dataset.figure + ' ' + (box.querySelectorAll('svg path').length > 0));""");
    assertThat(shapes).hasSizeGreaterThan(12).allMatch(shape -> shape.endsWith(" true"));
    assertThat(browser.run("return document.documentElement.dataset.drawn").asInt())
        .isEqualTo(shapes.size());
    showEveryTip();
    browser.run("document.querySelectorAll('.choice input').forEach(it => it.click()); return 1");
    assertThat(browser.log("browser")).isEmpty();
  }

  @Test
  void nothingIsLoadedButThePage() {
    browser.log("performance");
    browser.open(page);
    showEveryTip();
    assertThat(
            browser.log("performance").stream()
                .map(entry -> entry.get("message").asText())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .toList())
        .singleElement()
        .asString()
        .contains(page.toUri().toString());
  }

  @Test
  void numbersOfThePageAreThoseOfTheTables() {
    assertThat(cells("net-by-country"))
        .containsExactlyInAnyOrderElementsOf(
            lakehouse.rows(
                """
                SELECT currency, country, concat(format_number(sum(net), 2), ' ', currency)
                FROM {gold.daily_revenue} GROUP BY currency, country"""));
    assertThat(cells("flow-orders"))
        .contains(
            "in bronze|accepted|"
                + lakehouse.value(
                    "SELECT format_number(count(*), 0) FROM {silver.order_events} WHERE _outcome ="
                        + " 'accepted'"),
            "landed|in bronze|"
                + lakehouse.value("SELECT format_number(count(*), 0) FROM {bronze.orders_raw}"));
    assertThat(cells("balance-orders")).isNotEmpty().allMatch(row -> row.endsWith("|balanced"));
    assertThat(cells("reasons-orders"))
        .containsExactlyElementsOf(
            lakehouse.rows(
                """
                SELECT reason, format_number(count(*), 0) FROM {silver.orders_quarantine}
                LATERAL VIEW explode(reasons) AS reason GROUP BY reason
                ORDER BY count(*) DESC, reason LIMIT 12"""));
    assertThat(cells("verdicts-orders"))
        .hasSize(2)
        .extracting(row -> row.substring(row.indexOf('|') + 1))
        .containsExactlyElementsOf(
            lakehouse.rows(
                """
                SELECT format_number(rows_accepted, 0), format_number(rows_rejected, 0),
                  format_number(rows_blank, 0)
                FROM {ops.ledger} WHERE stage = 'silver' ORDER BY sequence"""));
  }

  /** What stands in the table of a figure, a row as its cells between bars. */
  private static List<String> cells(String id) {
    return browser.texts(
        """
        return Array.from(document.getElementById('%s').querySelectorAll('tbody tr')).map(row =>
          Array.from(row.cells).map(cell => cell.textContent).join('|'));"""
            .formatted(id));
  }

  @Test
  void hostileNamesAreNames() {
    showEveryTip();
    JsonNode found =
        browser.run(
            """
            return {hit: window.hit === undefined, scripts: document.scripts.length,
              images: document.images.length, frames: document.querySelectorAll('iframe').length,
              handlers: Array.from(document.querySelectorAll('*')).filter(it =>
                Array.from(it.attributes).some(at => at.name.startsWith('on'))).length,
              text: document.body.textContent};""");
    assertThat(found.get("hit").asBoolean()).isTrue();
    assertThat(found.get("scripts").asInt()).isEqualTo(3);
    assertThat(found.get("images").asInt()).isZero();
    assertThat(found.get("frames").asInt()).isZero();
    assertThat(found.get("handlers").asInt()).isZero();
    assertThat(browser.asks()).isFalse();
    assertThat(cells("rejected-orders"))
        // Names of files are addresses, in which Spark has put %3C for <.
        .anyMatch(row -> row.contains("%3Cscript%3Ewindow.hit=1%3Cscript%3E.json"))
        .anyMatch(
            row -> row.contains("onerror=window.hit=1%3E%20%7B%7B7*7%7D%7D%20\u202Eltr.json"));
    for (int i = 0; i < MARKUP.size(); i++) {
      String ending = "|markup-" + i + ".json|1|" + MARKUP.get(i);
      assertThat(cells("rejected-orders")).anyMatch(row -> row.endsWith(ending));
    }
    assertThat(found.get("text").asText()).doesNotContain("49 49");
  }

  @Test
  void nameIsShownInATipAsItIs() {
    String named =
        browser
            .run(
                """
                const box = document.querySelector('[data-figure=unknown-fields]');
                const chart = echarts.getInstanceByDom(box);
                const names = chart.getOption().yAxis[0].data;
                return names.every((name, place) => {
                  chart.dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: place});
                  return box.querySelector('.tip .of').textContent === name;
                }) + ' ' + names.length;""")
            .asText();
    assertThat(named).isEqualTo("true 12");
  }

  /** Even markup that got into the page would do nothing. */
  @Test
  void markupThatIsPutInIsInert() {
    browser.run(
        """
        const box = document.createElement('div');
        box.innerHTML = '<img src="x" onerror="window.hit = 1"><a href="javascript:window.hit=1">x</a>';
        document.body.appendChild(box);
        const script = document.createElement('script');
        script.textContent = 'window.hit = 1';
        document.body.appendChild(script);
        box.querySelector('a').click();
        return 1;""");
    assertThat(browser.run("return window.hit === undefined").asBoolean()).isTrue();
    assertThat(browser.log("browser"))
        .anyMatch(entry -> entry.get("message").asText().contains("Content Security Policy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyTextCanBeReadAndNothingIsTooWide(String scheme) {
    for (int width : new int[] {1280, 390}) {
      browser.size(width, 844);
      browser.prefer(scheme);
      browser.open(page);
      assertThat(browser.texts(LOW_CONTRASTS)).as(scheme + " " + width).isEmpty();
      assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
          .isEqualTo(width);
    }
  }

  @Test
  void chartsFollowTheColourSchemeAndTheChoice() {
    String ink = "return getComputedStyle(document.querySelector('#flow-orders svg text')).fill";
    String light = browser.run(ink).asText();
    browser.prefer("dark");
    assertThat(browser.run(ink).asText()).isNotEqualTo(light);
    browser.run("document.querySelector('.choice input[value=USD]').click(); return 1");
    assertThat(
            browser
                .run("return document.querySelector('#net-by-country .headline').textContent")
                .asText())
        .endsWith(" USD.");
  }

  @Test
  void everyTableHasACaptionAndEveryLinkLeadsSomewhere() {
    assertThat(
            browser.texts(
                """
                return Array.from(document.querySelectorAll('a[href^="#"]'))
                  .filter(it => !document.getElementById(it.getAttribute('href').slice(1)))
                  .map(it => it.outerHTML)
                  .concat(Array.from(document.querySelectorAll('table'))
                    .filter(it => !it.caption || it.querySelectorAll('th:not([scope])').length > 0)
                    .map(it => it.outerHTML.slice(0, 200)));"""))
        .isEmpty();
    assertThat(browser.run("return document.querySelectorAll('[data-figure]').length").asInt())
        .isEqualTo(
            browser
                .run("return document.querySelectorAll('details.numbers table').length")
                .asInt());
  }

  @Test
  void pageIsSmall() throws IOException {
    assertThat(Files.size(page)).isLessThan(3_000_000);
  }

  /** Has every chart show what it shows to somebody who points at its parts. */
  private static void showEveryTip() {
    browser.run(
        """
        document.querySelectorAll('[data-figure]').forEach(box => {
          const chart = echarts.getInstanceByDom(box);
          for (let place = 0; place < 12; place++) {
            chart.dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: place});
          }
        });
        return 1;""");
  }
}
