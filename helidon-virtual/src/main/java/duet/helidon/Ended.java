package duet.helidon;

import io.helidon.webserver.CloseConnectionException;

/**
 * Ends a connection that an answer or its client has ended: no error of the server's, and frequent,
 * hence without a stack trace.
 */
final class Ended extends CloseConnectionException {
  private static final long serialVersionUID = 1L;

  Ended(String message) {
    super(message);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
