package dev.lakehouse.medallion.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lakehouse.medallion.platform.Screen;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Course;
import dev.lakehouse.medallion.voice.Fact;
import dev.lakehouse.medallion.voice.PlainVoice.Loudness;
import dev.lakehouse.medallion.voice.Voice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TerminalVoiceTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  @Timeout(60)
  void whatTakesLongHasABarThatGoesWhenItIsDone() {
    Voice voice = TerminalVoice.on(out, Loudness.USUAL, Screen.MONOCHROME);
    Course course = new Course(voice);
    course.through(
        new Begun("gold", 4, "tables"),
        () -> {
          course.step();
          awaitTold("25%");
          course.step();
          voice.tell(Fact.of("x", "gold").saying("a line above the bar"));
          awaitTold("50%");
          return null;
        });
    assertThat(told())
        .contains("gold", "25%", "50%", "1/4 tables", "\r\u001b[Kgold     a line above");
    // Nothing is left of it.
    assertThat(told()).endsWith("\r\u001b[K");
  }

  @Test
  void whatIsDoneInAMomentHasNone() {
    Voice voice = TerminalVoice.on(out, Loudness.USUAL, Screen.MONOCHROME);
    Course course = new Course(voice);
    course.through(
        new Begun("gold", 4, "tables"),
        () -> {
          voice.tell(Fact.of("x", "gold").saying("done"));
          return null;
        });
    assertThat(told()).isEqualTo("gold     done\n");
  }

  @Test
  void coloursAreForATerminalThatHasThem() {
    TerminalVoice.on(out, Loudness.USUAL, Screen.COLOURED)
        .tell(Fact.of("x", "gold").saying("done"));
    assertThat(told()).contains("\u001b[").contains("gold").contains("done");
  }

  private void awaitTold(String text) {
    while (!told().contains(text)) {
      Thread.onSpinWait();
    }
  }

  private String told() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
