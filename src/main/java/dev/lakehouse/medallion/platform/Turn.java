package dev.lakehouse.medallion.platform;

/**
 * The right to change the tables of a lakehouse, which one process at a time has; to close it gives
 * it back.
 */
public interface Turn extends AutoCloseable {

  @Override
  void close();
}
