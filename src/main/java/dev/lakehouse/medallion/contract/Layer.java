package dev.lakehouse.medallion.contract;

import java.util.Locale;

/** The layers of the lakehouse; each is one schema of the catalog. */
public enum Layer {
  REF("What people provide: rates and the like"),
  BRONZE("Lines as they came"),
  SILVER("Typed, judged and deduplicated records"),
  GOLD("Answers for analysts"),
  OPS("What the pipeline did");

  private final String comment;

  Layer(String comment) {
    this.comment = comment;
  }

  /** The schema's name without any prefix, such as {@code silver}. */
  public String schema() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String comment() {
    return comment;
  }
}
