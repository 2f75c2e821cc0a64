package duet.helidon;

/** A call to the backend brought nothing that can be passed on. */
final class CallException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean answerBegun;

  CallException(Exception cause, boolean answerBegun) {
    super(cause);
    this.answerBegun = answerBegun;
  }

  /** Whether the head of an answer had come: if not, the call may be repeated. */
  boolean answerBegun() {
    return answerBegun;
  }
}
