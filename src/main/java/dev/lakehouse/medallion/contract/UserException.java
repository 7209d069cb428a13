package dev.lakehouse.medallion.contract;

/**
 * A failure that its reader can mend: it is shown as one message, without a stack trace, and ends
 * with exit status 2.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what did not work, with the value concerned
   * @param cause why
   * @param remedy what to do about it
   */
  public UserException(String problem, String cause, String remedy) {
    super(Printable.lines(problem + "\n  Cause:  " + cause + "\n  Remedy: " + remedy));
  }
}
