package dev.lakehouse.medallion.platform;

/** What a command needs of the folders it is given. */
public enum Access {
  /** The lakehouse has to be there. */
  READ,
  /** The lakehouse is made if it is not there; a landing folder that was named has to be there. */
  WRITE,
  /** The lakehouse and the landing folder are made if they are not there. */
  WRITE_LANDING
}
