package duet.service;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The bytes of an answer to a connection with which no framework has begun to do anything. */
public final class BareAnswer {
  private BareAnswer() {}

  /**
   * A problem, after which the connection ends: the contract's fields in its order.
   *
   * @param problem with a {@code Retry-After} and without an {@code Allow}
   * @param server what the server calls itself
   */
  public static byte[] closing(Problem problem, String server) {
    Answer answer = problem.answer();
    String head =
        """
        HTTP/1.1 %d %s\r
        Connection: close\r
        Content-Length: %d\r
        Content-Type: %s\r
        Date: %s\r
        Retry-After: %s\r
        Server: %s\r
        \r
        """
            .formatted(
                answer.status(),
                answer.reason(),
                answer.body().length,
                answer.contentType(),
                HttpDate.format(Instant.now()),
                answer.retryAfter(),
                server);
    byte[] fields = head.getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[fields.length + answer.body().length];
    System.arraycopy(fields, 0, whole, 0, fields.length);
    System.arraycopy(answer.body(), 0, whole, fields.length, answer.body().length);
    return whole;
  }
}
