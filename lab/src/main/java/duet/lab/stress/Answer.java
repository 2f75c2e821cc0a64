package duet.lab.stress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads answers that have a {@code Content-Length}, as all those do that are asked for here. */
final class Answer {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2}) .*");
  private static final int LONGEST_LINE = 8192;

  private Answer() {}

  /**
   * The next one, whole.
   *
   * @param first its first byte, which has been read
   * @throws ProtocolException if it is none
   * @throws IOException if the connection ends within it
   */
  static Outcome.Answered read(int first, InputStream in) throws IOException {
    Matcher status = STATUS_LINE.matcher((char) first + line(in));
    if (!status.matches()) {
      throw new ProtocolException("no status line");
    }
    long length = -1;
    boolean last = false;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = length(field.substring(field.indexOf(':') + 1).strip());
      } else if (lower.startsWith("connection:")) {
        last = lower.contains("close");
      }
    }
    if (length < 0) {
      throw new ProtocolException("no Content-Length");
    }
    in.skipNBytes(length);
    return new Outcome.Answered(Integer.parseInt(status.group(1)), last);
  }

  private static long length(String text) throws ProtocolException {
    if (!text.matches("[0-9]{1,9}")) {
      throw new ProtocolException("no length: '" + text + "'");
    }
    return Long.parseLong(text);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("within a line");
      }
      if (line.length() == LONGEST_LINE) {
        throw new ProtocolException("a line without an end");
      }
      line.append((char) next);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
