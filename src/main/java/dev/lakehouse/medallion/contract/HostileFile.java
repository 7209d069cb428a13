package dev.lakehouse.medallion.contract;

/**
 * A file that tries whoever reads it.
 *
 * @param path below the folder of such files, which is {@code hostile} beside the generated ones
 */
public record HostileFile(String path, byte[] content, Permission permission) {

  /** Who may read the file. */
  public enum Permission {
    READABLE,
    /** Nobody but a superuser, whom permissions do not stop. */
    FORBIDDEN
  }
}
