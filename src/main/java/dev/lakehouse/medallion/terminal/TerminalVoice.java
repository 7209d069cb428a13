package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.platform.Screen;
import dev.lakehouse.medallion.voice.Advanced;
import dev.lakehouse.medallion.voice.Begun;
import dev.lakehouse.medallion.voice.Ended;
import dev.lakehouse.medallion.voice.Event;
import dev.lakehouse.medallion.voice.Line;
import dev.lakehouse.medallion.voice.PlainVoice;
import dev.lakehouse.medallion.voice.PlainVoice.Loudness;
import dev.lakehouse.medallion.voice.Voice;
import java.io.PrintStream;

/** Tells a person before a terminal: in colours, and with a bar under what takes long. */
public final class TerminalVoice implements Voice {

  private final PrintStream out;
  private final Loudness loudness;
  private final Palette palette;
  private final Bars bars;

  private TerminalVoice(PrintStream out, Loudness loudness, Palette palette) {
    this.out = out;
    this.loudness = loudness;
    this.palette = palette;
    this.bars = new Bars(new Footer(out));
  }

  /** The voice for a terminal; a plain one where the libraries for it are not at hand. */
  public static Voice on(PrintStream out, Loudness loudness, Screen screen) {
    return Libraries.areHere()
        ? new TerminalVoice(out, loudness, Palette.of(screen))
        : new PlainVoice(out, loudness);
  }

  @Override
  public Audience audience() {
    return Audience.PEOPLE;
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public void tell(Event event) {
    if (event instanceof Begun begun) {
      bars.begin(begun);
    } else if (event instanceof Advanced advanced) {
      bars.advance(advanced);
    } else if (event instanceof Ended) {
      bars.end();
    }
    loudness.lines(event).map(this::coloured).forEach(bars::above);
  }

  private String coloured(Line line) {
    return palette.stage(line.lead()) + palette.text(line.tone(), line.text());
  }
}
