package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.platform.Screen;
import dev.lakehouse.medallion.terminal.TerminalVoice;
import dev.lakehouse.medallion.voice.JsonVoice;
import dev.lakehouse.medallion.voice.PlainVoice;
import dev.lakehouse.medallion.voice.PlainVoice.Loudness;
import dev.lakehouse.medallion.voice.QuietVoice;
import dev.lakehouse.medallion.voice.Voice;
import java.io.PrintStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the commands print, and how they are asked to tell what they do. */
final class Output {

  static final String JSON = "--json";

  private final PrintStream out;
  private final Screen screen;

  @Option(
      names = JSON,
      scope = ScopeType.INHERIT,
      description = "Tell everything as events, one JSON object per line")
  private boolean json;

  @Option(
      names = "--quiet",
      scope = ScopeType.INHERIT,
      description = "Tell nothing but errors; the exit status says the rest")
  private boolean quiet;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Tell more: the versions that were read, and every count")
  private boolean verbose;

  Output(PrintStream out, Screen screen) {
    this.out = out;
    this.screen = screen;
  }

  /** Where a result goes that is not told but printed. */
  PrintStream out() {
    return out;
  }

  /** Whether there is a person to talk to, who wants to read. */
  boolean isConversation() {
    return screen.isTerminal() && !json && !quiet;
  }

  boolean isJson() {
    return json;
  }

  /**
   * Who tells what a command does.
   *
   * @throws UserException if too little and too much is asked for
   */
  Voice voice() {
    if (quiet && (verbose || json)) {
      throw new UserException(
          "--quiet and " + (json ? JSON : "--verbose") + " were both given.",
          "The one asks to be told nothing, the other to be told much.",
          "Leave out one of --quiet and " + (json ? JSON : "--verbose") + ".");
    }
    if (json) {
      return new JsonVoice(out);
    }
    if (quiet) {
      return new QuietVoice(out);
    }
    Loudness loudness = verbose ? Loudness.VERBOSE : Loudness.USUAL;
    return screen.isRewritable()
        ? TerminalVoice.on(out, loudness, screen)
        : new PlainVoice(out, loudness);
  }
}
