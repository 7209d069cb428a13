package dev.lakehouse.medallion.voice;

import java.io.PrintStream;

/** How what happens is told, and where what was asked for is printed. */
public interface Voice {

  /** Who listens. */
  enum Audience {
    PEOPLE,
    /** Programs, which read one JSON object per line. */
    MACHINES,
    /** Nobody: whoever started the command looks at its exit status. */
    NOBODY
  }

  Audience audience();

  void tell(Event event);

  /** Where goes what a person asked to be shown: the result of a query, a table's columns. */
  PrintStream out();

  /** Where goes what people are shown beside what is told; nowhere, if people do not listen. */
  default PrintStream page() {
    return audience() == Audience.PEOPLE
        ? out()
        : new PrintStream(java.io.OutputStream.nullOutputStream());
  }
}
