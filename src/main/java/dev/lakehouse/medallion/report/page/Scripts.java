package dev.lakehouse.medallion.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in a page beside its text, none of which is escaped as text is.
 *
 * @param data the figures, as JSON that cannot end its element
 * @param library what draws charts
 * @param program what has it draw them
 */
public record Scripts(String style, String data, String library, String program) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the page of some figures needs. */
  static Scripts of(List<Figure> figures) {
    return new Scripts(
        resource("/report/report.css"),
        json(figures),
        resource("/report/echarts.min.js"),
        resource("/report/report.js"));
  }

  /**
   * What a browser may do with the page: run these two scripts and no other, and load nothing. The
   * charts set styles of their own.
   */
  public String policy() {
    return "default-src 'none'; script-src '%s' '%s'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        .formatted(hash(library), hash(program));
  }

  /** JSON in which no character means anything to a reader of HTML, or of scripts. */
  private static String json(List<Figure> figures) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Figure figure : figures) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("id", figure.id());
      told.put("title", figure.title());
      told.put("kind", figure.drawing());
      told.put("unit", figure.labels().unit());
      told.put("labels", labels(figure.labels()));
      told.put("panels", figure.panels().stream().map(Scripts::panel).toList());
      all.add(told);
    }
    try {
      return JSON.writeValueAsString(all)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException("Figures hold plain values only", failure);
    }
  }

  private static Map<String, String> labels(Figure.Labels labels) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("x", labels.x());
    labels.series().ifPresent(name -> told.put("series", name));
    told.put("value", labels.value());
    labels.panel().ifPresent(name -> told.put("panel", name));
    return told;
  }

  private static Map<String, Object> panel(Figure.Panel panel) {
    return Map.of(
        "name", panel.name(),
        "headline", panel.headline(),
        "points",
            panel.points().stream()
                .map(point -> List.of(point.x(), point.series(), point.value()))
                .toList());
  }

  private static String resource(String name) {
    try (InputStream bytes = Scripts.class.getResourceAsStream(name)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String hash(String script) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return "sha256-"
          + Base64.getEncoder()
              .encodeToString(digest.digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("Every Java has SHA-256", failure);
    }
  }
}
