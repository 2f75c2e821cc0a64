package duet.vertx;

import duet.service.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer in the forms that Vert.x writes without converting them. Safe for use by several event
 * loops.
 *
 * @param status 200..599
 * @param reason phrase of the status line
 * @param contentType value of Content-Type; null where there is no content
 * @param contentLength value of Content-Length
 * @param body the content
 * @param allow value of Allow; null where the field does not belong
 * @param retryAfter value of Retry-After; null where the field does not belong
 * @param anonymous whether Server is left out
 */
record Rendered(
    int status,
    String reason,
    @Nullable CharSequence contentType,
    CharSequence contentLength,
    Buffer body,
    @Nullable CharSequence allow,
    @Nullable CharSequence retryAfter,
    boolean anonymous) {

  /** What most answers made anew for their request have, so that it is not. */
  private static final Map<String, CharSequence> TYPES =
      Stream.of("text/plain", "application/json", "text/html; charset=utf-8")
          .collect(Collectors.toUnmodifiableMap(type -> type, HttpHeaders::createOptimized));

  private static final List<CharSequence> LENGTHS =
      IntStream.range(0, 256)
          .mapToObj(length -> HttpHeaders.createOptimized(Integer.toString(length)))
          .toList();

  static Rendered of(Answer answer) {
    return new Rendered(
        answer.status(),
        answer.reason(),
        type(answer.contentType()),
        length(answer.body().length),
        Buffer.buffer(answer.body()),
        optimized(answer.allow()),
        optimized(answer.retryAfter()),
        answer.anonymous());
  }

  /** A 200 with a content that came as a buffer. */
  static Rendered of(@Nullable String contentType, Buffer body) {
    return new Rendered(200, "OK", contentType, length(body.length()), body, null, null, false);
  }

  private static @Nullable CharSequence type(@Nullable String value) {
    CharSequence known = value == null ? null : TYPES.get(value);
    return known == null ? optimized(value) : known;
  }

  private static CharSequence length(int bytes) {
    return bytes < LENGTHS.size() ? LENGTHS.get(bytes) : Integer.toString(bytes);
  }

  private static @Nullable CharSequence optimized(@Nullable String value) {
    return value == null ? null : HttpHeaders.createOptimized(value);
  }
}
