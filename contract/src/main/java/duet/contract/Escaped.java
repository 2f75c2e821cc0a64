package duet.contract;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes in a notation whose every character can be seen, for the names of tests are printed: {@code
 * \r}, {@code \n}, {@code \t} and {@code \xHH}; everything else stands for itself.
 */
public final class Escaped {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x\\p{XDigit}{2}|.)");

  private Escaped() {}

  /** The bytes, each as the character of its number. */
  public static String bytes(String notation) {
    return ESCAPE.matcher(notation).replaceAll(escape -> byteOf(escape.group(1)));
  }

  /** The notation of bytes, of which {@link #bytes} makes the same again. */
  public static String notation(String bytes) {
    var notation = new StringBuilder(bytes.length() + 16);
    for (int i = 0; i < bytes.length(); i++) {
      char b = bytes.charAt(i);
      switch (b) {
        case '\r' -> notation.append("\\r");
        case '\n' -> notation.append("\\n");
        case '\t' -> notation.append("\\t");
        case '\\' -> notation.append("\\\\");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            notation.append(b);
          } else {
            notation.append("\\x").append(HexFormat.of().toHexDigits((byte) b));
          }
        }
      }
    }
    return notation.toString();
  }

  private static String byteOf(String escaped) {
    String b =
        switch (escaped.charAt(0)) {
          case 'r' -> "\r";
          case 'n' -> "\n";
          case 't' -> "\t";
          case 'x' -> Character.toString(Integer.parseInt(escaped, 1, 3, 16));
          default -> escaped;
        };
    return Matcher.quoteReplacement(b);
  }
}
