package duet.service;

import java.util.List;

/** Whether a connection stays open once its request is answered. */
public final class Persistence {

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
}
