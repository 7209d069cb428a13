package dev.lakehouse.medallion.contract;

/**
 * A failure that its reader can mend: it is shown as one message, without a stack trace, and ends
 * with exit status 2.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String reason;
  private final String remedy;

  /**
   * @param problem what did not work, with the value concerned
   * @param cause why
   * @param remedy what to do about it
   */
  public UserException(String problem, String cause, String remedy) {
    super(Printable.lines(problem + "\n  Cause:  " + cause + "\n  Remedy: " + remedy));
    this.problem = Printable.lines(problem);
    this.reason = Printable.lines(cause);
    this.remedy = Printable.lines(remedy);
  }

  /** What did not work. */
  public String problem() {
    return problem;
  }

  /** Why. */
  public String reason() {
    return reason;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
