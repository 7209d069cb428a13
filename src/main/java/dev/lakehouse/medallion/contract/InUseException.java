package dev.lakehouse.medallion.contract;

/** Another process is changing the lakehouse: nothing is wrong, and nothing was done. */
public final class InUseException extends UserException {

  private static final long serialVersionUID = 1L;

  public InUseException(String problem, String cause, String remedy) {
    super(problem, cause, remedy);
  }
}
