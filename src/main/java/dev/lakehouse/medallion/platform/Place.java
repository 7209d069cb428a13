package dev.lakehouse.medallion.platform;

import dev.lakehouse.medallion.contract.SqlText;
import dev.lakehouse.medallion.contract.UserException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a person wants the lakehouse to be.
 *
 * @param lakehouse the folder of tables and checkpoints; not used where a catalog manages storage
 * @param landing where files arrive; empty for the platform's own place
 * @param catalog the catalog of every table; empty for the platform's own
 * @param schemaPrefix stands before each schema's name, so that several can share a catalog
 * @param showsSpark whether Spark is to show on web pages what it does
 */
public record Place(
    String lakehouse,
    Optional<String> landing,
    Optional<String> catalog,
    String schemaPrefix,
    boolean showsSpark) {

  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern PREFIX = Pattern.compile("([a-z][a-z0-9_]{0,99})?");

  /**
   * What Unity Catalog forbids in a name, and what Spark would take for a setting's place.
   *
   * @see <a href="https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-names">names</a>
   */
  private static final Pattern NO_CATALOG = Pattern.compile("[\\p{Cntrl} ./]|\\$\\{|^$|.{256}");

  public Place {
    if (catalog.filter(name -> NO_CATALOG.matcher(name).find()).isPresent()) {
      throw new UserException(
          "The catalog '" + catalog.get() + "' cannot be used.",
          "A catalog's name has 1 to 255 characters, and none of them is a blank, a dot, a slash or"
              + " a control character.",
          "Correct --catalog, or leave it out for the platform's own.");
    }
    if (!PREFIX.matcher(schemaPrefix).matches()) {
      throw new UserException(
          "The schema prefix '" + schemaPrefix + "' cannot be used.",
          "It becomes part of a schema's name.",
          "Give --schema-prefix up to 100 lower-case letters, digits and underscores, beginning with a"
              + " letter: dev_");
    }
  }

  /** A place whose Spark works unseen. */
  public Place(
      String lakehouse, Optional<String> landing, Optional<String> catalog, String schemaPrefix) {
    this(lakehouse, landing, catalog, schemaPrefix, false);
  }

  /** A table's name as a person would type it in a statement. */
  public String typed(String table) {
    return catalog.map(name -> name(name) + ".").orElse("") + schemaPrefix + table;
  }

  private static String name(String catalog) {
    return PLAIN.matcher(catalog).matches() ? catalog : SqlText.identifier(catalog);
  }
}
