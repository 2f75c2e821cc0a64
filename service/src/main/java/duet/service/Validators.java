package duet.service;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells one state of a file from another (RFC 9110 §8.8), and what a request's conditions make
 * of it (§13). Pure functions.
 *
 * @param etag a strong validator: size and time of the last change, to the nanosecond where the
 *     file system has it
 * @param lastModified whole seconds, never later than {@code now} (§8.8.2.1)
 * @param now when the request is answered
 */
record Validators(String etag, Instant lastModified, Instant now) {
  private static final Pattern ENTITY_TAG =
      Pattern.compile("\\G[ \\t,]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(?=,|$)");

  /** What becomes of a request. */
  enum Outcome {
    PROCEED,
    NOT_MODIFIED,
    PRECONDITION_FAILED
  }

  static Validators of(long size, FileTime changed, Instant now) {
    Instant second = changed.toInstant().truncatedTo(ChronoUnit.SECONDS);
    Instant lastModified =
        second.isAfter(now)
            ? now.truncatedTo(ChronoUnit.SECONDS)
            : second.isBefore(Instant.EPOCH) ? Instant.EPOCH : second;
    return new Validators(
        "\"%x-%x\"".formatted(size, changed.to(TimeUnit.NANOSECONDS)), lastModified, now);
  }

  /**
   * The conditions of a GET or HEAD in the order of RFC 9110 §13.2.2.
   *
   * @param fields the values of all field lines of a name
   */
  Outcome outcome(Function<String, List<String>> fields) {
    String ifMatch = String.join(",", fields.apply("If-Match"));
    if (!fields.apply("If-Match").isEmpty()) {
      if (!anyTag(ifMatch, etag::equals)) {
        return Outcome.PRECONDITION_FAILED;
      }
    } else if (date(fields.apply("If-Unmodified-Since"))
        .filter(lastModified::isAfter)
        .isPresent()) {
      return Outcome.PRECONDITION_FAILED;
    }
    if (!fields.apply("If-None-Match").isEmpty()) {
      String ifNoneMatch = String.join(",", fields.apply("If-None-Match"));
      return anyTag(ifNoneMatch, this::weaklyEquals) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }
    return date(fields.apply("If-Modified-Since")).filter(d -> !lastModified.isAfter(d)).isPresent()
        ? Outcome.NOT_MODIFIED
        : Outcome.PROCEED;
  }

  /**
   * Whether a Range still applies (RFC 9110 §13.1.5). A date only says so if the file cannot have
   * changed once more in the same second (§8.8.2.2).
   *
   * @param ifRange the values of all field lines of that name
   */
  boolean rangeApplies(List<String> ifRange) {
    if (ifRange.isEmpty()) {
      return true;
    }
    return ifRange.size() == 1
        && (ifRange.getFirst().equals(etag)
            || (date(ifRange).filter(lastModified::equals).isPresent()
                && lastModified.isBefore(now.minusSeconds(1))));
  }

  String lastModifiedField() {
    return HttpDate.format(lastModified);
  }

  private boolean weaklyEquals(String tag) {
    return (tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag);
  }

  /** A list that is not well-formed matches as far as it is. */
  private static boolean anyTag(String list, Predicate<String> matches) {
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher tags = ENTITY_TAG.matcher(list);
    while (tags.find()) {
      if (matches.test(tags.group(1))) {
        return true;
      }
    }
    return false;
  }

  /** A field that is no date, or there twice, is ignored (RFC 9110 §13.1.3, §13.1.4). */
  private Optional<Instant> date(List<String> field) {
    return field.size() == 1 ? HttpDate.parse(field.getFirst().strip(), now) : Optional.empty();
  }
}
