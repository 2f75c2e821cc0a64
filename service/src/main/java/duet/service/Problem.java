package duet.service;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 has it. The type is always {@code about:blank}: the title is the status's
 * own phrase, and the detail says what to change.
 *
 * @param status 400..599
 * @param title the reason phrase of RFC 9110 §15
 * @param detail one sentence for a person; never a stack trace
 * @param allow value of {@code Allow}, which a 405 must have (RFC 9110 §15.5.6); null otherwise
 * @param retryAfter value of {@code Retry-After}, which a 503 should have (RFC 9110 §15.6.4); null
 *     otherwise
 */
public record Problem(
    int status, String title, String detail, @Nullable String allow, @Nullable String retryAfter) {

  public static final Problem NOT_FOUND =
      of(404, "Not Found", "Nothing is served under this path.");

  public static final Problem UNKNOWN_METHOD =
      of(501, "Not Implemented", "This server does not know the request's method.");

  public static final Problem LINE_TOO_LONG =
      of(414, "URI Too Long", "The request line is longer than this server reads.");

  public static final Problem HEADER_TOO_LARGE =
      of(
          431,
          "Request Header Fields Too Large",
          "The header section is larger than this server reads.");

  public static final Problem BODY_TOO_LARGE =
      of(413, "Content Too Large", "The body is larger than this server reads.");

  public static final Problem MALFORMED =
      of(400, "Bad Request", "The request is not well-formed HTTP.");

  public static final Problem VERSION_NOT_SUPPORTED =
      of(505, "HTTP Version Not Supported", "This server speaks HTTP/1.1 and HTTP/1.0.");

  public static final Problem EXPECTATION_FAILED =
      of(417, "Expectation Failed", "This server knows no expectation but 100-continue.");

  public static final Problem MISDIRECTED =
      of(421, "Misdirected Request", "This server answers for http alone.");

  public static final Problem CODING_NOT_SUPPORTED =
      of(415, "Unsupported Media Type", "This server decodes no content coding.");

  public static final Problem CODING_NOT_IMPLEMENTED =
      of(501, "Not Implemented", "This server knows no transfer coding but chunked.");

  public static final Problem INTERNAL =
      of(500, "Internal Server Error", "The server failed; its log says why.");

  public static final Problem BACKEND_FAILED =
      of(502, "Bad Gateway", "The backend gave no answer that could be passed on.");

  public static final Problem BACKEND_LATE =
      of(504, "Gateway Timeout", "The backend did not answer in time.");

  public static final Problem BUSY =
      unavailable("As many requests as may wait for a processor do so already; ask again.");

  public static final Problem TOO_SLOW =
      of(408, "Request Timeout", "The request did not come in the time that this server allows.");

  public static final Problem OVERLOADED =
      unavailable("As many requests as this server answers at once are under way; ask again.");

  public static final Problem TOO_MANY_CONNECTIONS =
      unavailable("This server has as many connections as it takes; come again.");

  public static final Problem TOO_MANY_TRANSFERS =
      unavailable("As many streams and files as this server sends at once are; ask again.");

  public static final Problem TOO_MANY_CALLS =
      unavailable("As many calls to the backend as this server makes at once are; ask again.");

  public static final Problem NO_ROOM =
      unavailable("This server keeps as much of requests as it may; ask again.");

  public static final Problem NO_DATABASE =
      unavailable("The database cannot answer now; ask again.");

  public static final Problem NO_BACKEND = unavailable("The backend is not there yet; ask again.");

  /** The problem without an {@code Allow}. */
  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, null, null);
  }

  /** A parameter that breaks its rule. */
  public static Problem parameter(String name, String rule, String value) {
    String shown = value.length() <= 40 ? value : value.substring(0, 40) + "…";
    return of(400, "Bad Request", name + " " + rule + ": " + shown);
  }

  /** Something that is missing now and will be back soon. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Service Unavailable", detail, null, "1");
  }

  /** A method that the resource does not have. */
  public static Problem method(String allow) {
    return new Problem(405, "Method Not Allowed", "This path answers " + allow + ".", allow, null);
  }

  public Answer answer() {
    String json =
        "{\"type\":\"about:blank\",\"title\":%s,\"status\":%d,\"detail\":%s}"
            .formatted(JsonText.quoted(title), status, JsonText.quoted(detail));
    return new Answer(
        status,
        title,
        "application/problem+json",
        json.getBytes(StandardCharsets.UTF_8),
        allow,
        retryAfter,
        false);
  }
}
