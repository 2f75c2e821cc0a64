package duet.contract.fuzz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Breaks requests, byte by byte and piece by piece. Used by one thread. */
final class Mutation {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[01]");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n");
  private static final Pattern SEPARATOR = Pattern.compile("\\r\\n|[ :/=?;,-]");
  private static final Pattern CHUNK_LINE =
      Pattern.compile("(?<=\\r\\n)\\p{XDigit}+(?=[^\\r\\n:]*\\r\\n)");

  private final Dice dice;

  Mutation(Dice dice) {
    this.dice = dice;
  }

  /**
   * What becomes of a request.
   *
   * @param whole the request
   * @param other another, a part of which may get into it
   */
  String of(String whole, String other) {
    var bytes = new StringBuilder(whole);
    for (int times = dice.few(4); times > 0; times--) {
      once(bytes, other);
    }
    return bytes.toString();
  }

  private void once(StringBuilder bytes, String other) {
    if (bytes.isEmpty()) {
      bytes.append(dice.of(Words.ANYTHING));
      return;
    }
    int at = dice.below(bytes.length());
    int length = Math.min(dice.few(12) * dice.few(4), bytes.length() - at);
    switch (dice.below(24)) {
      case 0 -> bytes.setCharAt(at, (char) (bytes.charAt(at) ^ (1 << dice.below(8))));
      case 1 -> bytes.setCharAt(at, dice.octet());
      case 2 -> bytes.insert(at, dice.of(Words.ANYTHING));
      case 3, 4 -> bytes.insert(separator(bytes), dice.of(Words.ANYTHING));
      case 5 -> bytes.replace(at, at + 1, dice.of(Words.ANYTHING));
      case 6 -> bytes.delete(at, at + length);
      case 7 -> bytes.insert(dice.below(bytes.length()), bytes.substring(at, at + length));
      case 8 -> bytes.setLength(at);
      case 9 -> splice(bytes, other);
      case 10, 11 -> replace(bytes, NUMBER, dice.of(Words.NUMBERS));
      case 12, 13 -> insertLine(bytes, dice.of(Words.FIELDS));
      case 14 -> repeatLine(bytes);
      case 15 ->
          replace(
              bytes,
              LINE_END,
              dice.of("\n", "\r", "", "\r\r\n", "\r\n ", "\r\n\t", "\n\r", "\r\n\r\n"));
      case 16, 17 -> replace(bytes, CHUNK_LINE, dice.of(Words.CHUNK_SIZES));
      case 18 -> replaceFirstLine(bytes, dice.of(Words.LINES));
      case 19 ->
          insertLine(
              bytes,
              dice.percent(50) ? dice.of(Words.CONDITIONS) : "Range: " + dice.of(Words.RANGES));
      case 20 -> deleteLine(bytes);
      case 21 -> changeCase(bytes, at, length);
      case 22 -> replace(bytes, VERSION, dice.of("HTTP/1.0", "HTTP/1.1", "HTTP/1.x"));
      default -> grow(bytes, at);
    }
  }

  private int separator(CharSequence bytes) {
    Matcher found = any(SEPARATOR, bytes);
    return found == null ? 0 : dice.percent(50) ? found.start() : found.end();
  }

  /** One of the places where the pattern is found, each as likely; null if there is none. */
  private @Nullable Matcher any(Pattern pattern, CharSequence bytes) {
    int places = (int) pattern.matcher(bytes).results().limit(1000).count();
    if (places == 0) {
      return null;
    }
    Matcher matcher = pattern.matcher(bytes);
    for (int skip = dice.below(places); skip >= 0; skip--) {
      if (!matcher.find()) {
        throw new IllegalStateException("must be found again: " + pattern);
      }
    }
    return matcher;
  }

  private void replace(StringBuilder bytes, Pattern what, String by) {
    Matcher place = any(what, bytes);
    if (place != null) {
      bytes.replace(place.start(), place.end(), by);
    }
  }

  private void splice(StringBuilder bytes, String other) {
    bytes.setLength(dice.below(bytes.length()));
    if (!other.isEmpty()) {
      bytes.append(other, dice.below(other.length()), other.length());
    }
  }

  private void insertLine(StringBuilder bytes, String line) {
    Matcher end = any(LINE_END, bytes);
    bytes.insert(end == null ? bytes.length() : end.end(), line + "\r\n");
  }

  private void replaceFirstLine(StringBuilder bytes, String line) {
    int end = bytes.indexOf("\r\n");
    bytes.replace(0, end < 0 ? bytes.length() : end, line);
  }

  private void repeatLine(StringBuilder bytes) {
    Matcher end = any(LINE_END, bytes);
    if (end != null) {
      int start = bytes.lastIndexOf("\n", end.start()) + 1;
      bytes.insert(end.end(), bytes.substring(start, end.end()));
    }
  }

  private void deleteLine(StringBuilder bytes) {
    Matcher end = any(LINE_END, bytes);
    if (end != null) {
      bytes.delete(bytes.lastIndexOf("\n", end.start()) + 1, end.end());
    }
  }

  private static void changeCase(StringBuilder bytes, int at, int length) {
    for (int i = at; i < at + length; i++) {
      if (Character.isLetter(bytes.charAt(i)) && bytes.charAt(i) < 0x80) {
        bytes.setCharAt(i, (char) (bytes.charAt(i) ^ 0x20));
      }
    }
  }

  /** To the other side of a limit: of a line, of a section, or of the number of fields. */
  private void grow(StringBuilder bytes, int at) {
    switch (dice.below(8)) {
      case 0 -> bytes.insert(at, "a".repeat(dice.between(8_000, 8_300)));
      case 1 -> insertLine(bytes, "X: " + "y".repeat(dice.between(16_000, 16_500)));
      case 2 -> insertLine(bytes, "A: b\r\n".repeat(dice.between(92, 101)) + "A: b");
      case 3 -> bytes.insert(0, "\r\n".repeat(dice.few(8)));
      default -> bytes.insert(at, String.valueOf(bytes.charAt(at)).repeat(dice.between(2, 40)));
    }
  }
}
