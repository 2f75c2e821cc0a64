package duet.lab.load;

import java.util.Locale;

/** Why a request has no right answer. */
public enum Failure {
  /** No connection was made. */
  CONNECT,
  /** The generator had no port left to connect from: its fault, not the server's. */
  NO_PORT,
  /** The connection ended before the answer did. */
  CLOSED,
  /** The answer was not complete in time. */
  TIMEOUT,
  /** What came is no HTTP/1.x answer. */
  MALFORMED,
  /** 503 with {@code Retry-After}: the server has too much to do and says so. */
  REFUSED,
  /** Another status code than a right answer's. */
  STATUS,
  /** The body is longer or shorter than a right answer's. */
  LENGTH,
  /** The body has other bytes. */
  BODY,
  /**
   * It was planned and could not be sent before the load ended, or not early enough to be waited
   * for: no connection became free.
   */
  UNSENT;

  /** The name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
