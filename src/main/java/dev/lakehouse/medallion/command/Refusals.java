package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.contract.InUseException;
import dev.lakehouse.medallion.contract.UserException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures are told: what a person can mend in one message, a bug with its trace. */
final class Refusals {

  /** What the command did came out wrong. */
  static final int FAILED = 1;

  private static final int TO_BE_MENDED = 2;
  private static final int IN_USE = 3;

  private Refusals() {}

  /** A command line that cannot be understood. */
  static int refuse(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    if (causeOf(failure) instanceof UserException refusal) {
      err.println(refusal.getMessage());
      return TO_BE_MENDED;
    }
    UserException refusal =
        new UserException(
            "The command line cannot be understood.",
            failure.getMessage(),
            suggestion(failure) + "See `" + command.getCommandSpec().qualifiedName() + " --help`.");
    err.println(refusal.getMessage());
    return TO_BE_MENDED;
  }

  private static String suggestion(ParameterException failure) {
    List<String> meant =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return meant.isEmpty() ? "" : "Did you mean " + String.join(" or ", meant) + "? ";
  }

  /** A command that was understood and failed. */
  static int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof UserException) {
      err.println(failure.getMessage());
      return failure instanceof InUseException ? IN_USE : TO_BE_MENDED;
    }
    err.println("Failed: " + causeOf(failure));
    failure.printStackTrace(err);
    return FAILED;
  }

  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
