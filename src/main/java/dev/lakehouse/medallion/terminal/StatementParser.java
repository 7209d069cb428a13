package dev.lakehouse.medallion.terminal;

import dev.lakehouse.medallion.stage.Statements;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Reads on until a statement is ended; its words are names, whatever stands between them. */
final class StatementParser extends DefaultParser {

  StatementParser() {
    setQuoteChars(new char[0]);
    setEscapeChars(new char[0]);
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE
        && !Directives.isOne(line)
        && !Statements.in(line).rest().isEmpty()) {
      throw new EOFError(-1, -1, "The statement is not ended", "");
    }
    return super.parse(line, cursor, context);
  }

  @Override
  public boolean isDelimiterChar(CharSequence line, int at) {
    char character = line.charAt(at);
    return !Character.isLetterOrDigit(character) && "_.\\".indexOf(character) < 0;
  }
}
