package dev.lakehouse.medallion.platform;

import java.util.Map;
import java.util.Optional;

/** What a person who sits before this process can see: the only place that finds it out. */
public enum Screen {
  /** A pipe, a log or a file. */
  NONE,
  /** A terminal that only shows one line after the other. */
  DUMB,
  /** A terminal on which a line can be written anew, without colours. */
  MONOCHROME,
  /** A terminal with colours. */
  COLOURED;

  /** The screen of this process. On Databricks and on a server there is none. */
  public static Screen here() {
    return System.console() == null || DatabricksPlatform.isHere()
        ? NONE
        : ofTerminal(System.getenv());
  }

  /**
   * What a terminal can do.
   *
   * @see <a href="https://no-color.org">NO_COLOR</a>
   */
  static Screen ofTerminal(Map<String, String> environment) {
    String terminal = environment.getOrDefault("TERM", "dumb");
    if (terminal.equals("dumb") || terminal.isEmpty()) {
      return DUMB;
    }
    return environment.getOrDefault("NO_COLOR", "").isEmpty() ? COLOURED : MONOCHROME;
  }

  /** Whether a person reads and types. */
  public boolean isTerminal() {
    return this != NONE;
  }

  /** Whether what has been written can be written anew. */
  public boolean isRewritable() {
    return this == MONOCHROME || this == COLOURED;
  }

  /** Whether text may be coloured. */
  public boolean isColoured() {
    return this == COLOURED;
  }

  /**
   * Where what a user has typed is kept.
   *
   * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG</a>
   */
  public static String stateFolder() {
    return stateFolder(System.getenv(), System.getProperty("user.home"));
  }

  static String stateFolder(Map<String, String> environment, String home) {
    // What is no absolute path is to be taken for nothing.
    return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
            .filter(folder -> folder.startsWith("/"))
            .orElse(home + "/.local/state")
        + "/medallion";
  }
}
