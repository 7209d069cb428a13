package dev.lakehouse.medallion.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lakehouse.medallion.Reader;
import dev.lakehouse.medallion.TestLakehouse;
import dev.lakehouse.medallion.contract.UserException;
import dev.lakehouse.medallion.lakehouse.Lakehouse;
import dev.lakehouse.medallion.voice.PlainVoice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The catalogue of questions: each is asked, and its answer compared with one worked out by hand.
 */
class QuestionsTest {

  @TempDir static Path folder;

  private static TestLakehouse lakehouse;

  @BeforeAll
  static void landOrders() {
    lakehouse = QuestionOrders.lakehouse(folder).attach();
  }

  static Collection<String> answers() {
    return Answers.ALL.keySet();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void answerIsWhatAPersonWorksOutByHand(String name) {
    assertThat(answered(name)).isEqualTo(Answers.ALL.get(name));
  }

  @Test
  void everyQuestionHasAnAnswer() {
    assertThat(Questions.all().list()).hasSizeGreaterThanOrEqualTo(22);
    assertThat(Questions.all().list())
        .extracting(Question::name)
        .containsExactlyInAnyOrderElementsOf(answers());
  }

  /** The orders made in store bear the required fields and no other. */
  @Test
  void ordersWithRequiredFieldsOnlyAreNotAnsweredWithZeros() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Reader(lakehouse.platform(), new PlainVoice(printTo(bytes)))
        .ask(
            Questions.all().named("hours-to-ship-by-channel-and-week"),
            Query.Target.of(Query.Format.TABLE));
    assertThat(text(bytes).lines())
        .filteredOn(row -> row.contains("IN_STORE"))
        .hasSize(3)
        .allMatch(
            row ->
                row.endsWith("| IN_STORE    |      1 |              n/a |                  n/a |"));
  }

  @Test
  void unknownNameIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Questions.all().named("net-by-country"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no question 'net-by-country'")
        .hasMessageContaining("net-by-country-last-28-days")
        .hasMessageContaining("medallion ask");
    assertThatThrownBy(() -> Questions.all().named("cancell-rate-by-chanel"))
        .hasMessageContaining("the nearest are cancel-rate-by-channel, ");
  }

  @Test
  void catalogueThatIsNotInOrderIsRefused() {
    assertThat(Questions.parse("-- header: none\n\n-- a-1: A?\nSELECT 1 -- x: y\n").list())
        .containsExactly(new Question("a-1", "A?", "SELECT 1 -- x: y"));
    for (String catalogue :
        new String[] {
          "SELECT 1",
          "-- Not_Kebab: A?\nSELECT 1",
          "-- a: A?\n-- b: B?\nSELECT 1",
          "-- a: A?\nSELECT 1\n-- a: B?\nSELECT 2"
        }) {
      assertThatThrownBy(() -> Questions.parse(catalogue))
          .as(catalogue)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String answered(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Query(lakehouse.platform().spark(), printTo(bytes))
        .answer(
            Questions.all().named(name),
            new Lakehouse(lakehouse.platform())::qualified,
            Query.Target.of(Query.Format.CSV));
    return text(bytes).replace("\r\n", "\n");
  }

  private static PrintStream printTo(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
