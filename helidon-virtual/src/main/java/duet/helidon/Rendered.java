package duet.helidon;

import duet.service.Answer;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the forms that Helidon writes without converting them. Safe for use by several
 * virtual threads.
 *
 * @param status 200..599 with the phrase of the status line
 * @param contentType Content-Type; null where there is no content
 * @param contentLength Content-Length
 * @param body the content
 * @param allow Allow; null where the field does not belong
 * @param retryAfter Retry-After; null where the field does not belong
 * @param anonymous whether Server is left out
 */
@SuppressWarnings("ArrayRecordComponent") // answers are sent, never compared
record Rendered(
    Status status,
    @Nullable Header contentType,
    Header contentLength,
    byte[] body,
    @Nullable Header allow,
    @Nullable Header retryAfter,
    boolean anonymous) {

  /** What most answers made anew for their request have, so that it is not. */
  private static final Map<String, Header> TYPES =
      Stream.of("text/plain", "application/json", "text/html; charset=utf-8")
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> type, type -> HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type)));

  private static final List<Header> LENGTHS =
      IntStream.range(0, 256)
          .mapToObj(length -> HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, length))
          .toList();

  static Rendered of(Answer answer) {
    return new Rendered(
        answer.status() == 200 ? Status.OK_200 : Status.create(answer.status(), answer.reason()),
        type(answer.contentType()),
        length(answer.body().length),
        answer.body(),
        cached(HeaderNames.ALLOW, answer.allow()),
        cached(HeaderNames.RETRY_AFTER, answer.retryAfter()),
        answer.anonymous());
  }

  /** A 200 with a content that a client has sent. */
  static Rendered of(@Nullable String contentType, byte[] body) {
    return new Rendered(
        Status.OK_200,
        contentType == null ? null : Verbatim.of(HeaderNames.CONTENT_TYPE, contentType),
        length(body.length),
        body,
        null,
        null,
        false);
  }

  private static @Nullable Header type(@Nullable String value) {
    Header known = value == null ? null : TYPES.get(value);
    return known == null ? cached(HeaderNames.CONTENT_TYPE, value) : known;
  }

  private static Header length(int bytes) {
    return bytes < LENGTHS.size()
        ? LENGTHS.get(bytes)
        : HeaderValues.create(HeaderNames.CONTENT_LENGTH, bytes);
  }

  private static @Nullable Header cached(HeaderName name, @Nullable String value) {
    return value == null ? null : HeaderValues.createCached(name, value);
  }
}
