package duet.helidon;

import duet.service.FieldSection;
import duet.service.Problem;
import duet.service.RequestLine;
import duet.service.SectionLimit;
import duet.service.Settings;
import io.helidon.common.buffers.LazyString;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link RequestReader} that reads request lines and header sections. For use by the
 * connection's virtual thread alone.
 */
abstract class HeadReader extends BodyReader {
  private static final byte[] HEAD = RequestLine.startOfHead();
  private static final byte DEL = 0x7f;

  private final FieldSection rules;
  private final int maxHeaderBytes;
  private final int maxHeaderCount;
  private boolean requestLineNext = true;
  private boolean head;
  private boolean http11;
  private int fieldCount;
  private boolean hostNext;
  boolean ending;
  private final boolean keepsRequestLine;
  private byte[] requestLine = {'-'};
  private @Nullable Problem refusal;

  /**
   * @param keepsRequestLine whether {@link #requestLine} will be asked for
   */
  HeadReader(RequestSource source, Settings settings, boolean keepsRequestLine) {
    super(source, settings);
    this.keepsRequestLine = keepsRequestLine;
    this.rules = new FieldSection(settings);
    this.maxHeaderBytes = settings.maxHeaderBytes();
    this.maxHeaderCount = settings.maxHeaderCount();
  }

  @Override
  @Nullable Problem refusal() {
    return refusal;
  }

  /** Whether the request read last is one of HTTP/1.1 or later. */
  boolean isHttp11() {
    return http11;
  }

  /** The request line read last, in the version it is served as; a hyphen where it is not kept. */
  String requestLine() {
    return keepsRequestLine ? new String(requestLine, StandardCharsets.ISO_8859_1) : "-";
  }

  /** Called for a request line, and then for the value of each field. */
  @Override
  public int findNewLine(int max) {
    if (!requestLineNext) {
      return fieldEnd(max);
    }
    if (ending) {
      throw new Ended("an answer ended the connection");
    }
    head = false;
    source.awaitsRequest(available() > 0 && lookup() != '\r');
    while (super.startsWithNewLine()) { // RFC 9112 §2.2: an empty line is ignored
      skip(2);
    }
    source.requestBegan(available());
    byte first = lookup();
    if (first < ' ' || first == DEL) { // a control, or no ASCII: no request begins so
      throw refused(Problem.MALFORMED);
    }
    int end = requestLineEnd(max);
    if (end == max) { // without a blank there is no target that could be too long
      boolean hasTarget = getBuffer(max).indexOf((byte) ' ') >= 0;
      throw refused(hasTarget ? Problem.LINE_TOO_LONG : Problem.MALFORMED);
    }
    return end;
  }

  private int requestLineEnd(int max) {
    try {
      int end = super.findNewLine(max);
      head = beginsAsHead();
      return end;
    } catch (IncorrectNewLineException e) {
      head = beginsAsHead();
      throw refused(Problem.MALFORMED);
    }
  }

  private boolean beginsAsHead() {
    return available() >= HEAD.length && startsWith(HEAD);
  }

  /** For HTTP/1.0 the limit is kept by {@link #headerSection}. */
  private int fieldEnd(int max) {
    int limit = http11 ? max - Http10.ADDED_BYTES : max;
    // Helidon reads names that it knows without asking where they end.
    int end = limit <= 0 ? limit : lineEnd(limit);
    if (http11 && end == limit) {
      throw refused(Problem.HEADER_TOO_LARGE);
    }
    return end;
  }

  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    if (requestLineNext) {
      requestLineNext = false;
      Problem problem = RequestLine.refusal(bytes, length);
      if (problem != null) {
        throw refused(problem);
      }
      fieldCount = 0;
      http11 = !RequestLine.isHttp10(bytes, length);
      if (keepsRequestLine) {
        requestLine = bytes.clone();
        requestLine[length - 1] = (byte) (http11 ? '1' : '0');
      }
      bytes[length - 1] = '1';
      hideLowerCase(bytes);
      if (!http11) {
        source.putBack(Http10.asHttp11(headerSection()));
      }
    }
    return bytes;
  }

  /**
   * Helidon takes {@code get} for {@code GET}, but methods are case-sensitive (RFC 9110 §9.1): a
   * lower-case letter becomes a mark that is allowed in a method and that no known method has.
   */
  private static void hideLowerCase(byte[] line) {
    for (int i = 0; line[i] != ' '; i++) {
      if (line[i] >= 'a' && line[i] <= 'z') {
        line[i] = '~';
      }
    }
  }

  /** Called before each field, and for the empty line behind the last one. */
  @Override
  public boolean startsWithNewLine() {
    boolean headerEnds = super.startsWithNewLine();
    if (!headerEnds) {
      source.fieldCame();
      if (isBlank(lookup())) {
        throw refused(Problem.MALFORMED); // RFC 9112 §5.2, and §2.2 before the first field
      }
      if (http11 && ++fieldCount > maxHeaderCount) {
        throw refused(Problem.HEADER_TOO_LARGE);
      }
    }
    requestLineNext = headerEnds;
    if (headerEnds) {
      beginBody();
    }
    return headerEnds;
  }

  /** Called for the colon behind a field's name. */
  @Override
  public int findOrNewLine(byte b, int max) {
    int limit = http11 ? max - Http10.ADDED_BYTES - 1 : max;
    int at = limit <= 0 ? limit : nameEnd(b, limit);
    if (at == limit) {
      throw refused(Problem.HEADER_TOO_LARGE);
    }
    if (at == 0) {
      throw refused(Problem.MALFORMED); // RFC 9112 §5: a name has a length
    }
    return at;
  }

  private int nameEnd(byte b, int max) {
    try {
      return super.findOrNewLine(b, max);
    } catch (IncorrectNewLineException e) {
      throw refused(Problem.MALFORMED);
    }
  }

  /** Called for the names of fields that Helidon expects, each with its colon. */
  @Override
  public boolean startsWith(byte[] prefix) {
    boolean starts = super.startsWith(prefix);
    hostNext = starts && Arrays.equals(prefix, EmptyPort.HOST_AND_COLON);
    return starts;
  }

  /** Called for the name of any other field. */
  @Override
  public String readAsciiString(int length) {
    String name = super.readAsciiString(length);
    hostNext = HeaderNames.HOST_NAME.equalsIgnoreCase(name);
    return name;
  }

  /** Called for a field's value: its bytes mean what the client means (RFC 9110 §5.5). */
  @Override
  public LazyString readLazyString(Charset charset, int length) {
    LazyString value = super.readLazyString(StandardCharsets.ISO_8859_1, length);
    return hostNext ? EmptyPort.takenAway(value) : value;
  }

  /**
   * Refuses a request whose header section breaks a rule.
   *
   * @param fields all of it
   */
  void check(Headers fields) {
    Problem problem = rules.refusal(http11, new ReadFields(fields));
    if (problem != null) {
      throw refused(problem);
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  @Override
  RequestException refused(Problem problem) {
    refusal = problem;
    return Refusals.exception(problem, head);
  }

  /**
   * All bytes at hand, and as many more as it takes to hold the request's header section, if its
   * size is allowed.
   */
  private byte[] headerSection() {
    byte[] bytes = available() == 0 ? new byte[0] : super.readBytes(available());
    checkLimit(bytes);
    while (!Http10.endsHeaderSection(bytes)) {
      bytes = Http10.joined(bytes, source.get());
      checkLimit(bytes);
    }
    if (Http10.hasTransferEncoding(bytes)) {
      throw refused(Problem.MALFORMED); // RFC 9112 §6.1
    }
    return bytes;
  }

  /** What follows a request line begins with that one's CRLF. */
  private void checkLimit(byte[] bytes) {
    var overrun = SectionLimit.find(i -> bytes[i], 2, bytes.length, maxHeaderBytes);
    int end = overrun == null ? bytes.length : overrun.lineStart() + 1;
    if (Http10.fieldCount(bytes, end) > maxHeaderCount) {
      throw refused(Problem.HEADER_TOO_LARGE);
    }
    if (overrun != null) {
      throw refused(overrun.problem());
    }
  }
}
