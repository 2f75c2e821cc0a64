package duet.lab.stress;

import java.nio.charset.StandardCharsets;

/**
 * A request with an id of its own in its query, which the contract's routes do not look at.
 *
 * @param head with the empty line that ends it
 * @param body empty for none
 */
record Request(long id, String line, String head, String body) {
  private static final String[] MIX = {
    "/plaintext", "/delay/20", "/json", "/delay/100", "/db", "/echo"
  };

  /** The routes in turn, one of them a POST. */
  static Request mixed(long id, boolean keepAlive) {
    String path = MIX[(int) (id % MIX.length)];
    return path.equals("/echo") ? echo(id, keepAlive) : get(path, id, keepAlive);
  }

  /** Without a body. */
  static Request get(String path, long id, boolean keepAlive) {
    return of("GET", path, id, keepAlive, "");
  }

  /** With a body of some tens of bytes. */
  static Request echo(long id, boolean keepAlive) {
    return of("POST", "/echo", id, keepAlive, "the body of request " + id + ", to be sent back");
  }

  private static Request of(String method, String path, long id, boolean keepAlive, String body) {
    String line = method + " " + path + "?id=" + id + " HTTP/1.1";
    String fields =
        (keepAlive ? "" : "Connection: close\r\n")
            + (body.isEmpty()
                ? ""
                : "Content-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n");
    return new Request(id, line, line + "\r\nHost: localhost\r\n" + fields + "\r\n", body);
  }

  byte[] bytes() {
    return ascii(head + body);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
