package dev.lakehouse.medallion.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that prints what a shell of the operating system completes commands by. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print the script by which a shell completes commands and options.",
    footer = {
      "",
      "Examples:",
      "  medallion completion bash",
      "  medallion completion zsh",
      "",
      "The script completes the name medallion. In ~/.bashrc, or for zsh in ~/.zshrc:",
      "  alias medallion=/path/to/target/medallion",
      "  source <(medallion completion bash)"
    })
final class CompletionArguments implements Callable<Integer> {

  /** For which shells there is a script. */
  enum Shell {
    BASH,
    ZSH
  }

  private final Output output;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh")
  private Shell shell;

  CompletionArguments(Output output) {
    this.output = output;
  }

  /** One script serves both: where zsh reads it, it asks zsh to do as bash does. */
  @Override
  public Integer call() {
    CommandLine whole = spec.root().commandLine();
    String script = AutoComplete.bash(spec.root().name(), whole);
    output
        .out()
        .print(
            switch (shell) {
              case BASH -> script;
              case ZSH ->
                  "autoload -Uz compinit bashcompinit && compinit && bashcompinit\n" + script;
            });
    return 0;
  }
}
