package dev.lakehouse.medallion.platform;

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
 */
public record Place(
    String lakehouse, Optional<String> landing, Optional<String> catalog, String schemaPrefix) {

  private static final Pattern PREFIX = Pattern.compile("([a-z][a-z0-9_]*)?");

  public Place {
    if (!PREFIX.matcher(schemaPrefix).matches()) {
      throw new UserException(
          "The schema prefix '" + schemaPrefix + "' cannot be used.",
          "It becomes part of a schema's name.",
          "Use lower-case letters, digits and underscores, beginning with a letter: dev_");
    }
  }
}
