package dev.lakehouse.medallion.transform;

import static dev.lakehouse.medallion.contract.SqlText.identifier;
import static dev.lakehouse.medallion.contract.SqlText.literal;
import static dev.lakehouse.medallion.contract.SqlText.literals;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.lakehouse.medallion.contract.Feed;
import dev.lakehouse.medallion.contract.FeedTables;
import dev.lakehouse.medallion.contract.Field;
import dev.lakehouse.medallion.contract.Kind;
import dev.lakehouse.medallion.contract.UserException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/**
 * Whom some of a feed's lines are about.
 *
 * @param field the feed's field that names whom
 * @param value as it stands in the table, in text
 */
public record Subject(Feed feed, Field field, String value) {

  private static final int MOST_DIGITS = 19;

  /**
   * The subject that a person names, once for each feed that has such a field.
   *
   * @throws UserException if it cannot be a value of the field
   */
  public static List<Subject> of(List<Feed> feeds, String text) {
    return feeds.stream()
        .flatMap(
            feed ->
                feed.fields().stream()
                    .filter(field -> feed.subject().equals(Optional.of(field.name())))
                    .map(field -> new Subject(feed, field, canonical(field, text.strip()))))
        .toList();
  }

  private static String canonical(Field field, String text) {
    return switch (field.kind()) {
      case TEXT -> {
        if (text.isEmpty()) {
          throw refusal(field, text, "It is empty.");
        }
        yield text;
      }
      case WHOLE_NUMBER -> wholeNumber(field, text);
      case CODE, DECIMAL, INSTANT, NESTED ->
          throw new IllegalArgumentException(
              "A " + field.kind() + " names nobody: " + field.name());
    };
  }

  private static String wholeNumber(Field field, String text) {
    try {
      long number = text.matches("[0-9]{1," + MOST_DIGITS + "}") ? Long.parseLong(text) : 0;
      if (number > 0) {
        return String.valueOf(number);
      }
    } catch (NumberFormatException failure) {
      // Nineteen digits may be too many; which is told as any other text is.
    }
    throw refusal(field, text, "It is a whole number above 0, and no greater than a BIGINT holds.");
  }

  private static UserException refusal(Field field, String text, String cause) {
    return new UserException(
        "'" + text + "' is no " + field.name() + ".",
        cause,
        "Give `medallion forget` one as the lines have it.");
  }

  /**
   * Whether a line is about the subject: by the value that was read from it, or else, where it was
   * rejected because it could not be read, by what stands in its text.
   *
   * @return a condition over rows of {@link FeedTables#events()}
   */
  public Column isOf() {
    return col(identifier(field.column())).equalTo(lit(value)).or(isNamed());
  }

  /**
   * In JSON the field at the top level says it. Where there is none, and in a line that is no JSON,
   * it is looked for anywhere in the text.
   */
  private Column isNamed() {
    Column unreadable =
        expr("arrays_overlap(_rejections, array(%s))".formatted(literals(Parsing.LINE_PROBLEMS)));
    Column member = expr("get_json_object(_raw_line, %s)".formatted(literal("$." + field.name())));
    Column anywhere = expr("translate(_raw_line, '\\u0000', '')").rlike(anywhere());
    return col("_outcome")
        .equalTo("rejected")
        .and(
            unreadable
                .and(anywhere)
                .or(
                    col(identifier(field.column()))
                        .isNull()
                        .and(coalesce(member.rlike("^\\s*" + spellings() + "\\s*$"), anywhere))));
  }

  /** The field's name, in quotes of any kind or none, then a colon and the value, and no more. */
  private String anywhere() {
    return "(?<!\\w)%s\\\\*[\"']?\\s*[:=]\\s*\\\\*[\"']?\\s*%s(?![\\w.+-]|,[0-9])"
        .formatted(Pattern.quote(field.name()), spellings());
  }

  /** What a sender may have written for the value. */
  private String spellings() {
    return field.kind() == Kind.WHOLE_NUMBER ? "[+]?0*" + value + "([.]0*)?" : Pattern.quote(value);
  }
}
