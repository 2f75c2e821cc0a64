package duet.lab.crowd;

import java.util.Locale;

/** How a connection has ended, as its client saw it. */
public enum Ending {
  /** It has not. */
  NONE,
  /** The server closed it in order. */
  CLOSED,
  /** The server, or its kernel, reset it. */
  RESET,
  /** The client left. */
  LEFT,
  /** There never was one. */
  NOT_CONNECTED;

  /** For a person. */
  public String inWords() {
    return this == NONE ? "still there" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
