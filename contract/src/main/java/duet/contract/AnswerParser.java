package duet.contract;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one response and forgives nothing: what a lenient client would repair is what the suite
 * must find.
 */
final class AnswerParser {
  private static final Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[01]) ([1-5]\\d\\d) [\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Pattern FIELD_LINE =
      Pattern.compile(
          "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t\\x20-\\x7e\\x80-\\xff]*?)[ \\t]*");
  private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,8})(?:[ \\t]*;.*)?");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  private final Inflow in;
  private final boolean toHead;

  /**
   * @param toHead whether the request was a HEAD, so that no body follows whatever the fields say
   */
  AnswerParser(Inflow in, boolean toHead) {
    this.in = in;
    this.toHead = toHead;
  }

  Answer answer() throws IOException {
    String statusLine = in.line();
    Matcher start = match(STATUS_LINE, statusLine, "status line");
    var head = new StringBuilder(statusLine).append("\r\n");
    List<Answer.Field> fields = fieldsUntilEmptyLine(head);
    int status = Integer.parseInt(start.group(2));
    var bare = new Answer(start.group(1), status, head.toString(), fields, "", 0);
    String body = body(bare);
    return new Answer(bare.version(), status, bare.head(), fields, body, in.messageBytes());
  }

  private List<Answer.Field> fieldsUntilEmptyLine(StringBuilder raw) throws IOException {
    var fields = new ArrayList<Answer.Field>();
    for (String line = in.line(); ; line = in.line()) {
      raw.append(line).append("\r\n");
      if (line.isEmpty()) {
        return fields;
      }
      Matcher field = match(FIELD_LINE, line, "field line");
      fields.add(new Answer.Field(field.group(1), field.group(2)));
    }
  }

  /** The rules of RFC 9112 §6.3, in their order. */
  private String body(Answer head) throws IOException {
    boolean interimOr204 = head.status() < 200 || head.status() == 204;
    var coding = head.field("Transfer-Encoding");
    var length = head.field("Content-Length");
    if (coding.isPresent() && length.isPresent()) {
      throw new ProtocolException("both lengths (RFC 9112 §6.1): " + head.head());
    }
    if (interimOr204 && (coding.isPresent() || length.isPresent())) {
      throw new ProtocolException(
          "a length where there is no body (RFC 9110 §8.6): " + head.head());
    }
    if (coding.isPresent() && !coding.get().equalsIgnoreCase("chunked")) {
      throw new ProtocolException("only chunked is understood: " + coding.get());
    }
    if (toHead || interimOr204 || head.status() == 304) {
      return "";
    }
    if (coding.isPresent()) {
      return chunks();
    }
    if (length.isPresent()) {
      match(LENGTH, length.get(), "Content-Length");
      return in.exactly(Long.parseLong(length.get()));
    }
    return in.untilClose();
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    while (true) {
      Matcher size = match(CHUNK_LINE, in.line(), "chunk size");
      long bytes = Long.parseLong(size.group(1), 16);
      if (bytes == 0) {
        fieldsUntilEmptyLine(new StringBuilder());
        return body.toString();
      }
      body.append(in.exactly(bytes));
      String end = in.line();
      if (!end.isEmpty()) {
        throw new ProtocolException("chunk longer than its size of " + bytes + ": " + end);
      }
    }
  }

  private static Matcher match(Pattern rule, String actual, String what) throws ProtocolException {
    Matcher matcher = rule.matcher(actual);
    if (!matcher.matches()) {
      throw new ProtocolException("malformed " + what + ": " + actual);
    }
    return matcher;
  }
}
