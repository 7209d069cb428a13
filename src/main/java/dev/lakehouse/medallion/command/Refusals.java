package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.contract.InUseException;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.voice.Failed;
import dev.lakehouse.medallion.voice.JsonVoice;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures are told: what a person can mend in one message, a bug with its trace. */
final class Refusals {

  private final Output output;

  Refusals(Output output) {
    this.output = output;
  }

  /** A command line that cannot be understood. */
  int refuse(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    // Where parsing stopped, the option may not have been come to.
    boolean isJson = output.isJson() || List.of(arguments).contains(Output.JSON);
    return tell(refusal(failure, command), command.getErr(), isJson);
  }

  private static UserException refusal(ParameterException failure, CommandLine command) {
    return causeOf(failure) instanceof UserException refusal
        ? refusal
        : new UserException(
            "The command line cannot be understood.",
            failure.getMessage(),
            suggestion(failure) + "See `" + command.getCommandSpec().qualifiedName() + " --help`.");
  }

  private static String suggestion(ParameterException failure) {
    List<String> meant =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return meant.isEmpty() ? "" : "Did you mean " + String.join(" or ", meant) + "? ";
  }

  /** A command that was understood and failed. */
  int report(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof UserException refusal) {
      return tell(refusal, err, output.isJson());
    }
    err.println("Failed: " + causeOf(failure));
    failure.printStackTrace(err);
    if (output.isJson()) {
      tell(new Failed(ExitStatus.FAILED.code(), "Failed: " + causeOf(failure), "", ""));
    }
    return ExitStatus.FAILED.code();
  }

  private int tell(UserException refusal, PrintWriter err, boolean isJson) {
    ExitStatus status =
        refusal instanceof InUseException ? ExitStatus.IN_USE : ExitStatus.TO_BE_MENDED;
    err.println(refusal.getMessage());
    if (isJson) {
      tell(new Failed(status.code(), refusal.problem(), refusal.reason(), refusal.remedy()));
    }
    return status.code();
  }

  private void tell(Failed failed) {
    new JsonVoice(output.out()).tell(failed);
  }

  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
