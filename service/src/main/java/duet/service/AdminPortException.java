package duet.service;

/** The admin port cannot be listened on; the cause says why. */
public final class AdminPortException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int port;

  /**
   * @param port the one that was asked for, 0..65535
   */
  public AdminPortException(int port, Throwable cause) {
    super(cause);
    this.port = port;
  }

  int port() {
    return port;
  }
}
