package duet.lab.process;

/** There was no load, so nothing was measured; the message is one line. */
public final class LoadFailedException extends Exception {
  private static final long serialVersionUID = 1;

  LoadFailedException(String message) {
    super(message);
  }
}
