package duet.gatling;

/** How requests use connections: the original's way, and the way of HTTP/1.1. */
public enum Connections {
  /**
   * A new connection for each request, which carries {@code Connection: close}, as ApacheBench does
   * it.
   */
  CLOSE("close"),
  /** One connection for each user, kept for all its requests, as {@code ab -k} does it. */
  KEEP_ALIVE("keep-alive");

  private final String token;

  Connections(String token) {
    this.token = token;
  }

  /** What the {@code Connection} field, the table and the files call it. */
  public String token() {
    return token;
  }
}
