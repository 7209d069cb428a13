package dev.lakehouse.medallion.voice;

import java.util.List;
import java.util.Map;

/**
 * Something that happened while a command did its work, as a value that can be told in any form.
 */
public sealed interface Event
    permits Advanced, Batch, Begun, Changed, Done, Ended, Fact, Failed, Finished {

  /** What machines know events of this kind by, in snake_case. */
  String name();

  /** The stage that it happened in. */
  String stage();

  /** What there is to know of it, by name, for machines. */
  Map<String, Object> fields();

  /** The same for people; nothing where only machines care. */
  default List<Line> lines() {
    return List.of();
  }

  /** What else people are told who asked for more. */
  default List<Line> detail() {
    return List.of();
  }
}
