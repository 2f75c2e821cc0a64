package duet.lab.process;

/** There was no load, so nothing was measured; the message is one line. */
public sealed class LoadFailedException extends Exception {
  private static final long serialVersionUID = 1;

  LoadFailedException(String message) {
    super(message);
  }

  /** A server answers too late for turns; its load can be run uncut. */
  static final class TooLateForTurns extends LoadFailedException {
    private static final long serialVersionUID = 1;

    TooLateForTurns(String message) {
      super(message);
    }
  }
}
