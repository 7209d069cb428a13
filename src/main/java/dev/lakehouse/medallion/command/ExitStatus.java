package dev.lakehouse.medallion.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** How a command ends, as a process says it. */
enum ExitStatus {
  DONE("Done."),
  FAILED("Failed, with the cause first; or a law is broken (verify)."),
  TO_BE_MENDED("Something in the command or its folders has to be mended; nothing is lost."),
  IN_USE("Another run is changing the lakehouse, and --wait was too short.");

  private final String meaning;

  ExitStatus(String meaning) {
    this.meaning = meaning;
  }

  int code() {
    return ordinal();
  }

  /** Has the help of a command, and of those below it, say what there is. */
  static void document(CommandSpec command) {
    Map<String, String> meanings = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(status -> meanings.put(" " + status.code(), status.meaning));
    command.usageMessage().exitCodeListHeading("%nExit status:%n").exitCodeList(meanings);
    command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .forEach(ExitStatus::document);
  }
}
