package duet.service;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An answer, for the access log.
 *
 * @param time when it was sent
 * @param client address of who asked, without its port
 * @param request the request line, whatever is in it, in the version it is served as; a hyphen
 *     where there is none; cut where it is longer than can be shown
 * @param status 100..599
 * @param bytes of content
 * @param nanos from the request's being understood to the answer's being handed to the socket
 */
public record AccessEntry(
    Instant time, String client, String request, int status, long bytes, long nanos) {
  private static final int LONGEST_REQUEST = 1000;
  private static final DateTimeFormatter CLF_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  /** Cuts: thousands may wait to be written, and clients choose their length. */
  public AccessEntry {
    if (request.length() > LONGEST_REQUEST) {
      request = request.substring(0, LONGEST_REQUEST + 1); // one more than is shown: it was longer
    }
  }

  /** The common log format and, as one more column, microseconds. */
  String text() {
    String line = EscapedText.inQuotes(request, LONGEST_REQUEST);
    return "%s - - [%s] \"%s\" %d %d %d"
        .formatted(client, CLF_TIME.format(time), line, status, bytes, nanos / 1000);
  }

  /** The same as an object. */
  String json() {
    return "{\"time\":\"%s\",\"client\":%s,\"request\":%s,\"status\":%d,\"bytes\":%d,\"micros\":%d}"
        .formatted(
            time,
            JsonText.quoted(client),
            JsonText.quoted(EscapedText.bounded(request, LONGEST_REQUEST)),
            status,
            bytes,
            nanos / 1000);
  }
}
