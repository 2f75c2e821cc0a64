package duet.service;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What both servers ask the backend for and what they take for an answer: a 200 that says where it
 * ends, by {@code Content-Length} or chunks, since the end of another cannot be told from its
 * breaking off.
 */
public final class BackendCall {
  /** A longer answer is a failure. */
  public static final int LARGEST_ANSWER_BYTES = 64 * 1024;

  /** A connection that has not been used for longer is not used again. */
  public static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private static final int MOST_DIGITS = 18;

  private BackendCall() {}

  /** Whom to connect to; a literal of IPv6 without its brackets. */
  public static String host(URI backend) {
    return backend.getHost().replaceAll("[\\[\\]]", "");
  }

  /** The port to connect to, that of HTTP where the address names none (RFC 9110 §4.2.1). */
  public static int port(URI backend) {
    return backend.getPort() == -1 ? 80 : backend.getPort();
  }

  /** The path that is asked for. */
  public static String path(int millis) {
    return "/delay/" + millis;
  }

  /** How long all calls of a request may take together. */
  public static Duration time(Resource.Fetch fetch, Settings settings) {
    return settings.backendTime().plusMillis(fetch.millis());
  }

  /** How long all calls of a request may take together. */
  public static Duration time(Resource.Gather gather, Settings settings) {
    return gather.deadlineMillis() > 0
        ? Duration.ofMillis(gather.deadlineMillis())
        : settings.backendTime().plusMillis(gather.millis());
  }

  /** The answer of {@code /fetch}. */
  public static Answer passedOn(byte[] answer) {
    return Answer.ok("text/plain", answer);
  }

  /** Whether JSON has the answer's text as a whole number: digits without a needless zero. */
  public static boolean isNumber(byte[] answer) {
    if (answer.length == 0 || answer.length > MOST_DIGITS) {
      return false;
    }
    for (byte b : answer) {
      if (b < '0' || b > '9') {
        return false;
      }
    }
    return answer.length == 1 || answer[0] != '0';
  }

  /**
   * The answer of {@code /gather}.
   *
   * @param numbers each one {@link #isNumber}
   */
  public static Answer array(List<byte[]> numbers) {
    var json = new ByteArrayOutputStream(16 * numbers.size());
    int before = '[';
    for (byte[] number : numbers) {
      json.write(before);
      json.writeBytes(number);
      before = ',';
    }
    json.write(']');
    return Answer.ok("application/json", json.toByteArray());
  }
}
