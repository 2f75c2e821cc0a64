package duet.service;

/**
 * The caller of a program asked for something that makes no sense; the message is one line fit for
 * the terminal.
 */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the flag, the rule and the value
   */
  public UsageException(String message) {
    super(message);
  }
}
