package dev.lakehouse.medallion.contract;

import java.util.Map;
import java.util.Set;

/**
 * A field of a feed's records: what it is called in the file and what it becomes in the table.
 *
 * @param name the field's name in the JSON object
 * @param column the column it becomes
 * @param type the SQL type of that column
 * @param codes for {@link Kind#CODE} the codes that exist
 * @param aliases for {@link Kind#CODE} other spellings, each with the code it stands for
 * @param otherwise a SQL expression over the typed columns that gives the value where the field is
 *     missing; empty where nothing does
 */
public record Field(
    String name,
    String column,
    Kind kind,
    String type,
    Presence presence,
    Set<String> codes,
    Map<String, String> aliases,
    String otherwise,
    String comment) {

  /** Whether a record may come without the field. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  public Field {
    codes = Set.copyOf(codes);
    aliases = Map.copyOf(aliases);
    if ((kind == Kind.CODE) == codes.isEmpty()) {
      throw new IllegalArgumentException("Codes belong to a CODE field and to no other: " + name);
    }
  }

  public static Field required(String name, Kind kind, String type, String comment) {
    return new Field(name, name, kind, type, Presence.REQUIRED, Set.of(), Map.of(), "", comment);
  }

  public static Field optional(String name, Kind kind, String type, String comment) {
    return new Field(name, name, kind, type, Presence.OPTIONAL, Set.of(), Map.of(), "", comment);
  }

  public static Field code(
      String name, Set<String> codes, Map<String, String> aliases, String comment) {
    return new Field(
        name, name, Kind.CODE, "STRING", Presence.REQUIRED, codes, aliases, "", comment);
  }

  /** The same field under another name in the table. */
  public Field as(String otherColumn) {
    return new Field(name, otherColumn, kind, type, presence, codes, aliases, otherwise, comment);
  }

  /** The same field with a value for records that come without it. */
  public Field otherwise(String expression) {
    return new Field(name, column, kind, type, presence, codes, aliases, expression, comment);
  }

  public ColumnDefinition definition() {
    return new ColumnDefinition(column, type, comment);
  }
}
