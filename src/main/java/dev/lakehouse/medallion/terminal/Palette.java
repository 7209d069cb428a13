package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.platform.Screen;
import dev.lakehouse.medallion.voice.Line.Tone;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The colours of what is told. A colour never says what the words do not. */
enum Palette {
  COLOURED,
  MONOCHROME;

  static Palette of(Screen screen) {
    return screen.isColoured() ? COLOURED : MONOCHROME;
  }

  String stage(String name) {
    return styled(name, AttributedStyle.BOLD.foreground(AttributedStyle.CYAN));
  }

  String text(Tone tone, String text) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (tone) {
      case PLAIN -> text;
      case GOOD -> styled(text, plain.foreground(AttributedStyle.GREEN));
      case WARNING -> styled(text, plain.foreground(AttributedStyle.YELLOW));
      case BAD -> styled(text, AttributedStyle.BOLD.foreground(AttributedStyle.RED));
      case FAINT -> styled(text, plain.faint());
    };
  }

  private String styled(String text, AttributedStyle style) {
    return switch (this) {
      case COLOURED -> text.isBlank() ? text : new AttributedString(text, style).toAnsi();
      case MONOCHROME -> text;
    };
  }
}
