package dev.lakehouse.medallion.key;

import dev.lakehouse.medallion.contract.Location;
import dev.lakehouse.medallion.contract.UserException;
import java.util.regex.Pattern;

/**
 * The folder of an answer key: in a folder for each feed the lines' answers and the rows of each
 * gold table, as JSON.
 */
public record KeyFolder(String path) {

  private static final Pattern PASSED_OVER = Pattern.compile("(^|.*/)[_.].*");

  /**
   * A folder that a person named.
   *
   * @throws UserException if it cannot be one
   */
  public static KeyFolder named(String name) {
    return new KeyFolder(Location.absolute(name));
  }

  /**
   * Makes sure that no key is taken for data.
   *
   * @throws UserException if whoever reads the landing folder would read the key too
   */
  public void requireOutside(String landing) {
    String folder = withoutScheme(path);
    String arrivals = withoutScheme(landing);
    boolean within = (folder + "/").startsWith(arrivals + "/");
    if (within && !PASSED_OVER.matcher(folder.substring(arrivals.length())).matches()) {
      throw new UserException(
          "The answer key cannot be written to " + path + ".",
          "It lies in the landing folder " + landing + ", where files are taken in.",
          "Name a folder elsewhere with --answer-key, or one whose name begins with _ or a dot.");
    }
  }

  /** The part of the key that is about a feed. */
  public KeyFolder of(String feed) {
    return new KeyFolder(path + "/" + feed);
  }

  public String lines() {
    return path + "/lines";
  }

  public String gold(String table) {
    return path + "/gold/" + table;
  }

  private static String withoutScheme(String folder) {
    return folder.replaceFirst("^file:/+", "/");
  }
}
