package duet.service;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is known as a whole before its first byte is sent. The server adds {@code
 * Connection}, {@code Content-Length}, {@code Date} and, unless {@code anonymous}, {@code Server}.
 *
 * <p>Safe for use by several threads as long as nobody writes to {@code body}: answers are shared,
 * the array is not copied.
 *
 * @param status 200..599
 * @param reason the status's phrase as RFC 9110 §15 has it
 * @param contentType value of {@code Content-Type}; null where there is no content
 * @param body all bytes of the content
 * @param allow value of {@code Allow}; null where the field does not belong
 * @param retryAfter value of {@code Retry-After}; null where the field does not belong
 * @param anonymous true for {@code GET /} alone, whose 122 bytes have no room for {@code Server}
 */
@SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
public record Answer(
    int status,
    String reason,
    @Nullable String contentType,
    byte[] body,
    @Nullable String allow,
    @Nullable String retryAfter,
    boolean anonymous) {

  public static final Answer ROOT =
      new Answer(200, "OK", "text/plain", ascii("ok"), null, null, true);

  public static final Answer PLAINTEXT = text("Hello, World!");

  /** A 200 with a text of ASCII characters. */
  public static Answer text(String text) {
    return ok("text/plain", ascii(text));
  }

  /** A 200 with a text of that type. */
  static Answer text(String contentType, String text) {
    return ok(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A 200 with a JSON text. */
  public static Answer json(String json) {
    return ok("application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A 200. */
  public static Answer ok(@Nullable String contentType, byte[] body) {
    return new Answer(200, "OK", contentType, body, null, null, false);
  }

  /**
   * The answer to {@code OPTIONS}; 200 with no content, since Helidon gives a 204 a Content-Length,
   * against RFC 9110 §8.6.
   */
  public static Answer options(String allow) {
    return new Answer(200, "OK", null, new byte[0], allow, null, false);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
