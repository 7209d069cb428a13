package dev.lakehouse.medallion.command;

import dev.lakehouse.medallion.Medallion;
import dev.lakehouse.medallion.platform.Access;
import dev.lakehouse.medallion.stage.Question;
import dev.lakehouse.medallion.stage.Questions;
import dev.lakehouse.medallion.voice.Fact;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that answers questions of the catalogue; to list them it opens no lakehouse. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Answer a question out of a catalogue; without a name, list the questions.",
    footer = {
      "",
      "Examples:",
      "  medallion ask",
      "  medallion ask net-by-month",
      "  medallion ask net-by-month --sql"
    })
final class AskArguments implements Callable<Integer> {

  private final Output output;

  @Mixin private Options.Where where;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The question; without it, all are listed")
  private Optional<String> name;

  @Mixin private Options.ResultOptions result;

  @Option(names = "--sql", description = "Print the question's query instead of its answer")
  private boolean sql;

  AskArguments(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    Questions questions = Questions.all();
    if (name.isEmpty()) {
      list(questions);
      return 0;
    }
    Question question = questions.named(name.get());
    if (sql) {
      print("statement", question, question.statement(where.place()::typed));
    } else {
      Medallion.open(
          where.place(),
          Access.READ,
          output.voice(),
          lakehouse -> lakehouse.reader().ask(question, result.target()));
    }
    return 0;
  }

  private void list(Questions questions) {
    int width =
        questions.list().stream().mapToInt(question -> question.name().length()).max().orElse(1);
    for (Question question : questions.list()) {
      String text = ("%-" + width + "s  %s").formatted(question.name(), question.text());
      print("question", question, text);
    }
  }

  /** A text for people, which programs get in its parts. */
  private void print(String event, Question question, String text) {
    if (output.isJson()) {
      output
          .voice()
          .tell(
              Fact.of(event, "ask")
                  .with("name", question.name())
                  .with("question", question.text())
                  .with("sql", question.statement(where.place()::typed)));
    } else {
      output.out().println(text);
    }
  }
}
