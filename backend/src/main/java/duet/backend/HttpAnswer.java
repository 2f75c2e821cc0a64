package duet.backend;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The bytes of an answer, written in one go. */
final class HttpAnswer {
  /** RFC 9110 §5.6.7; Java's own RFC 1123 format writes days below ten with one digit. */
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final byte[] bytes;
  private final int bodyLength;

  private HttpAnswer(int status, String fields, String body) {
    String answer =
        "HTTP/1.1 %d %s\r\nServer: duet-backend\r\nDate: %s\r\n%s\r\n%s"
            .formatted(
                status,
                reason(status),
                IMF_FIXDATE.format(ZonedDateTime.now(ZoneOffset.UTC)),
                fields,
                body);
    bytes = answer.getBytes(StandardCharsets.US_ASCII);
    bodyLength = body.length();
  }

  /**
   * @param last whether the connection ends with it
   */
  static HttpAnswer text(int status, String body, boolean last) {
    return whole(status, "text/plain", body, last);
  }

  static HttpAnswer json(String body, boolean last) {
    return whole(200, "application/json", body, last);
  }

  /** 405 and what is allowed instead. */
  static HttpAnswer allowed(String method, boolean last) {
    return whole(405, "text/plain\r\nAllow: " + method, "only " + method + " here\n", last);
  }

  /** The head of a stream of JSON lines that ends with the connection. */
  static HttpAnswer streamOfLines() {
    return new HttpAnswer(200, "Content-Type: application/x-ndjson\r\nConnection: close\r\n", "");
  }

  private static HttpAnswer whole(int status, String contentType, String body, boolean last) {
    return new HttpAnswer(
        status,
        "Content-Type: %s\r\nContent-Length: %d\r\n%s"
            .formatted(contentType, body.length(), last ? "Connection: close\r\n" : ""),
        body);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** The head, which announces the whole body, and the first half of the body. */
  void writeHalfTo(OutputStream out) throws IOException {
    out.write(bytes, 0, bytes.length - bodyLength + bodyLength / 2);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 431 -> "Request Header Fields Too Large";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "Internal Server Error";
    };
  }
}
