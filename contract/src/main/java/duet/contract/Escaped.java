package duet.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes in a notation whose every character can be seen, for the names of tests are printed: {@code
 * \r}, {@code \n}, {@code \t} and {@code \xHH}; everything else stands for itself.
 */
final class Escaped {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x\\p{XDigit}{2}|.)");

  private Escaped() {}

  /** The bytes, each as the character of its number. */
  static String bytes(String notation) {
    return ESCAPE.matcher(notation).replaceAll(escape -> byteOf(escape.group(1)));
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
