package duet.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * What a right answer looks like.
 *
 * @param status its status code
 * @param lengthBytes of its body; -1 where it may differ between answers
 * @param kind what of the body is held against the digest
 * @param digest {@link BodyDigest#value()} of a right body
 */
public record Expectation(int status, long lengthBytes, BodyDigest.Kind kind, long digest) {
  /** Any body with this status. */
  public static Expectation anyBody(int status) {
    return new Expectation(status, -1, BodyDigest.Kind.NONE, 0);
  }

  /** What is wrong with a complete answer; null if nothing is. */
  @Nullable Failure check(AnswerReader answer) {
    if (answer.status() != status) {
      return answer.status() == 503 && answer.retryAfter() ? Failure.REFUSED : Failure.STATUS;
    }
    if (lengthBytes >= 0 && answer.lengthBytes() != lengthBytes) {
      return Failure.LENGTH;
    }
    return answer.digest() == digest ? null : Failure.BODY;
  }

  /** In words: what of an answer was checked. */
  public String inWords() {
    return "status "
        + status
        + switch (kind) {
          case EXACT -> ", " + lengthBytes + " bytes, each of them";
          case DIGITS_MASKED -> ", every byte but the value of numbers";
          case NONE -> " alone: bodies differ from answer to answer";
        };
  }
}
