package duet.lab;

/** The answer is no: what was asked for was tried and cannot be had. The message is one line. */
final class LabException extends Exception {
  private static final long serialVersionUID = 1;

  LabException(String message) {
    super(message);
  }
}
