package duet.service;

import java.util.List;

/** Whether a connection stays open once its request is answered. */
public final class Persistence {

  /** What the kernels take at once between any two machines: ten segments (RFC 6928). */
  private static final int AT_ONCE_BYTES = 14_600;

  private Persistence() {}

  /**
   * The rule of RFC 9112 §9.3 and, for HTTP/1.0, its appendix C.2.2; options are case-insensitive
   * tokens in one or several comma-separated lists (RFC 9110 §7.6.1).
   *
   * @param http11 false for HTTP/1.0
   * @param connection the values of the request's {@code Connection} fields
   */
  public static boolean wanted(boolean http11, List<String> connection) {
    boolean keepAlive = false;
    for (String list : connection) {
      for (String option : list.split(",", -1)) {
        String token = option.strip();
        if (token.equalsIgnoreCase("close")) {
          return false;
        }
        keepAlive |= token.equalsIgnoreCase("keep-alive");
      }
    }
    return http11 || keepAlive;
  }

  /**
   * Whether a connection that ends with an answer does so in stages (RFC 9112 §9.6). A client that
   * did not ask for its end may be sending the next request, and one that did may send a byte too
   * many, which costs the rest of an answer that is still on its way.
   *
   * @param asksToStay whether the connection was to stay open as far as the client is concerned
   * @param bytes of the answer's content, at most
   */
  public static boolean endsInStages(boolean asksToStay, long bytes) {
    return asksToStay || bytes > AT_ONCE_BYTES;
  }
}
