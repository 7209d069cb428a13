package dev.lakehouse.medallion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README as a program reads it.
 *
 * <p>Its fenced blocks say by their first word what they are: {@code bash} is run by a test, {@code
 * text} is what the block before it prints, {@code shell} needs what is not here, {@code diff} is a
 * change.
 */
final class Readme {

  private static final Pattern FENCED =
      Pattern.compile("(?ms)^#+ ([^\\n]+)$|^```(\\w*) ?(\\w*)\\n(.*?)^```$");

  /**
   * A fenced block.
   *
   * @param section the heading that it stands under
   * @param kind the first word of its opening fence
   * @param name the second, if any
   */
  record Block(String section, String kind, String name, String text) {}

  private Readme() {}

  static String text() {
    try {
      return Files.readString(Path.of("README.md"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Every fenced block, in order. */
  static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String section = "";
    Matcher part = FENCED.matcher(text());
    while (part.find()) {
      if (part.group(1) == null) {
        blocks.add(new Block(section, part.group(2), part.group(3), part.group(4)));
      } else {
        section = part.group(1);
      }
    }
    return blocks;
  }

  /** What a block is said to print. */
  static Optional<String> output(Block commands) {
    List<Block> blocks = blocks();
    int next = blocks.indexOf(commands) + 1;
    return next < blocks.size() && blocks.get(next).kind().equals("text")
        ? Optional.of(blocks.get(next).text())
        : Optional.empty();
  }
}
