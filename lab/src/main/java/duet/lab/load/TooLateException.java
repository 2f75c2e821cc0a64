package duet.lab.load;

import java.io.IOException;

/** A server answers too late for its load to be cut into turns; one that is not cut can be run. */
final class TooLateException extends IOException {
  private static final long serialVersionUID = 1;

  TooLateException(String message) {
    super(message);
  }
}
