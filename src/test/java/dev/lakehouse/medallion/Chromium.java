package dev.lakehouse.medallion;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without a window, driven by WebDriver's own protocol: Selenium would bring a Guava that
 * takes the place of Spark's.
 *
 * @see <a href="https://www.w3.org/TR/webdriver2/">the protocol</a>
 */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final Pattern READY = Pattern.compile(".*started successfully on port (\\d+).*");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Chromium(Process driver, int port, Path profile) {
    this.driver = driver;
    String server = "http://127.0.0.1:" + port + "/session";
    this.session = server + "/" + post(server, capabilities(profile)).get("sessionId").asText();
  }

  /** Starts it; where it is not installed, the test that asks is skipped. */
  static Chromium start(Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        "There is no "
            + BROWSER
            + " or no "
            + DRIVER
            + ": apt-get install chromium chromium-driver");
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new Chromium(driver, Integer.parseInt(ready.group(1)), folder.resolve("profile"));
      }
    }
    throw new IllegalStateException(DRIVER + " has ended");
  }

  private static Map<String, Object> capabilities(Path profile) {
    List<String> options =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--user-data-dir=" + profile);
    return Map.of(
        "capabilities",
        Map.of(
            "alwaysMatch",
            Map.of(
                "goog:chromeOptions",
                Map.of("binary", BROWSER.toString(), "args", options),
                "goog:loggingPrefs",
                Map.of("browser", "ALL", "performance", "ALL"),
                "unhandledPromptBehavior",
                "ignore")));
  }

  /** Opens a page and waits until it has drawn its charts. */
  Chromium open(Path page) {
    post(session + "/url", Map.of("url", page.toUri().toString()));
    return this;
  }

  /** What a program, which returns something, returns in the page. */
  JsonNode run(String program) {
    return post(session + "/execute/sync", Map.of("script", program, "args", List.of()));
  }

  /** The texts of which a program returns a list. */
  List<String> texts(String program) {
    List<String> texts = new ArrayList<>();
    run(program).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Whether the page has asked the reader something, as `alert` does. */
  boolean asks() {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(session + "/alert/text")).build(),
                  BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Has the page believe that the reader prefers a colour scheme: light or dark. */
  void prefer(String scheme) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    // The page is told of it when it is next painted.
    run(
        """
        return new Promise(done =>
          requestAnimationFrame(() => requestAnimationFrame(() => done(1))));""");
  }

  /** Makes the window another: one of a phone if it is narrow. */
  void size(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** The picture of a part of the page, from its top, as PNG in Base64. */
  String picture(int width, int height) {
    return command(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)))
        .get("data")
        .asText();
  }

  /** What a log holds since it was asked last: browser, for the console, or performance. */
  List<JsonNode> log(String type) {
    List<JsonNode> entries = new ArrayList<>();
    post(session + "/se/log", Map.of("type", type)).forEach(entries::add);
    return entries;
  }

  private JsonNode command(String name, Map<String, Object> parameters) {
    return post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  private JsonNode post(String address, Map<String, Object> body) {
    try {
      String answer =
          http.send(
                  HttpRequest.newBuilder(URI.create(address))
                      .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      JsonNode value = JSON.readTree(answer).get("value");
      if (value.has("error")) {
        throw new IllegalStateException(value.get("message").asText());
      }
      return value;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    try {
      http.send(
          HttpRequest.newBuilder(URI.create(session)).DELETE().build(), BodyHandlers.discarding());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    } finally {
      driver.destroy();
    }
  }
}
