package duet.helidon;

import duet.service.Answer;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
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

  static Rendered of(Answer answer) {
    return new Rendered(
        answer.status() == 200 ? Status.OK_200 : Status.create(answer.status(), answer.reason()),
        cached(HeaderNames.CONTENT_TYPE, answer.contentType()),
        HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, answer.body().length),
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
        HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, body.length),
        body,
        null,
        null,
        false);
  }

  private static @Nullable Header cached(HeaderName name, @Nullable String value) {
    return value == null ? null : HeaderValues.createCached(name, value);
  }
}
