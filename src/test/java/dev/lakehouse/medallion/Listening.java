package dev.lakehouse.medallion;

import dev.lakehouse.medallion.voice.Event;
import dev.lakehouse.medallion.voice.Voice;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/** A voice that hands on what it is to tell. */
record Listening(Consumer<Event> hears) implements Voice {

  @Override
  public Audience audience() {
    return Audience.NOBODY;
  }

  @Override
  public void tell(Event event) {
    hears.accept(event);
  }

  @Override
  public PrintStream out() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}
