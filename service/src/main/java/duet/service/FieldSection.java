package duet.service;

import duet.service.Fields.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a header section as a whole: which fields there must be, which but once, and which
 * values end a request. For use by one connection; allocates nothing for a request whose only field
 * of these is {@code Host}.
 */
public final class FieldSection {
  private static final String CHUNKED = "chunked";
  private static final String CONTINUE = "100-continue";

  /** A host longer than this is looked at each time it comes, and not kept. */
  private static final int LONGEST_KNOWN_HOST = 64;

  private final int maxBodyBytes;
  private String knownHost = "";

  public FieldSection(Settings settings) {
    this.maxBodyBytes = settings.maxBodyBytes();
  }

  /**
   * Says why a request is refused, or null where it is in order.
   *
   * @param http11 false for HTTP/1.0, which asks for no {@code Host} and knows neither {@code
   *     Transfer-Encoding} nor {@code Expect}
   */
  public @Nullable Problem refusal(boolean http11, Fields fields) {
    if (!isHostInOrder(http11, fields) || fields.count(Name.CONTENT_TYPE) > 1) {
      return Problem.MALFORMED;
    }
    Problem framing = framing(http11, fields);
    if (framing != null) {
      return framing;
    }
    if (http11 && fields.count(Name.EXPECT) > 0 && !expectsContinueAlone(fields)) {
      return Problem.EXPECTATION_FAILED;
    }
    return null;
  }

  /** RFC 9112 §3.2. */
  private boolean isHostInOrder(boolean http11, Fields fields) {
    return switch (fields.count(Name.HOST)) {
      case 0 -> !http11;
      case 1 -> isHost(fields.first(Name.HOST));
      default -> false;
    };
  }

  /** The requests of a connection are nearly always for the same host. */
  private boolean isHost(String value) {
    if (!value.isEmpty() && value.equals(knownHost)) {
      return true;
    }
    boolean wellFormed = HostField.isWellFormed(value);
    if (wellFormed && value.length() <= LONGEST_KNOWN_HOST) {
      knownHost = value;
    }
    return wellFormed;
  }

  /** RFC 9112 §6. */
  private @Nullable Problem framing(boolean http11, Fields fields) {
    int lengths = fields.count(Name.CONTENT_LENGTH);
    boolean coded = fields.count(Name.TRANSFER_ENCODING) > 0;
    if (lengths == 0 && !coded) {
      return null;
    }
    if (lengths > 1 || (coded && (lengths > 0 || !http11))) {
      return Problem.MALFORMED; // counted as sent: Netty makes one of the lengths of an HTTP/1.0
    }
    Problem refusal =
        coded
            ? codings(fields.all(Name.TRANSFER_ENCODING))
            : length(fields.first(Name.CONTENT_LENGTH));
    return refusal == null && fields.count(Name.CONTENT_ENCODING) > 0
        ? Problem.CODING_NOT_SUPPORTED // RFC 9110 §8.4
        : refusal;
  }

  /** RFC 9112 §6.1: chunked is the last coding, once; a coding that is not known is 501. */
  private static @Nullable Problem codings(List<String> lists) {
    if (lists.size() == 1 && lists.getFirst().equalsIgnoreCase(CHUNKED)) {
      return null;
    }
    String[] codings = String.join(",", lists).split(",", -1);
    for (int i = 0; i < codings.length; i++) {
      String coding = codings[i].strip();
      if (coding.isEmpty() || coding.equalsIgnoreCase(CHUNKED) != (i == codings.length - 1)) {
        return Problem.MALFORMED;
      }
    }
    return codings.length == 1 ? null : Problem.CODING_NOT_IMPLEMENTED;
  }

  /**
   * RFC 9110 §8.6: digits, and one line of them. A leading zero, which the grammar allows, makes an
   * octal number of it for some recipients: it is refused like everything else that two may read
   * differently.
   */
  private @Nullable Problem length(String digits) {
    if (digits.isEmpty() || (digits.length() > 1 && digits.charAt(0) == '0')) {
      return Problem.MALFORMED;
    }
    long length = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (!Octet.isDigit(digits.charAt(i)) || length > (Long.MAX_VALUE - 9) / 10) {
        return Problem.MALFORMED;
      }
      length = length * 10 + digits.charAt(i) - '0';
    }
    return length > maxBodyBytes ? Problem.BODY_TOO_LARGE : null;
  }

  /** RFC 9110 §10.1.1. */
  private static boolean expectsContinueAlone(Fields fields) {
    return fields.all(Name.EXPECT).stream().allMatch(CONTINUE::equalsIgnoreCase);
  }
}
