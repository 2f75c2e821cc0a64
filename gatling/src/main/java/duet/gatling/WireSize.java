package duet.gatling;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How many bytes an answer took on the wire, told from its parsed form: status line, each field as
 * {@code name: value}, an empty line, the body.
 *
 * @param bytes what these add up to
 * @param exact true if the answer came with Content-Length; a chunked body had its chunk sizes
 *     taken off, and one that ends with its connection may have been cut, so these are the bytes of
 *     an answer put together again
 */
public record WireSize(long bytes, boolean exact) {
  private static final int VERSION_AND_SPACES = "HTTP/1.1 200 ".length();
  private static final int CRLF = 2;
  private static final int COLON_AND_SPACE = 2;

  /**
   * Adds up an answer.
   *
   * @param reason phrase of the status line
   * @param fields in the order and spelling of the answer
   * @param bodyBytes size of the body
   */
  public static WireSize of(
      String reason, Iterable<Map.Entry<String, String>> fields, long bodyBytes) {
    long bytes = (long) VERSION_AND_SPACES + length(reason) + CRLF;
    boolean exact = false;
    for (Map.Entry<String, String> field : fields) {
      bytes += length(field.getKey()) + COLON_AND_SPACE + length(field.getValue()) + CRLF;
      exact |= field.getKey().equalsIgnoreCase("Content-Length");
    }
    return new WireSize(bytes + CRLF + bodyBytes, exact);
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
