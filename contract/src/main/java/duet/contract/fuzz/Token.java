package duet.contract.fuzz;

import java.util.HexFormat;

/**
 * Text that belongs to one request of one conversation and can be told from any other, wherever it
 * turns up: where it came from, and a check by which a token that mutation has broken is none.
 */
final class Token {
  private static final String MARK = "zQ";
  private static final int INDEX_DIGITS = 10;
  private static final int ORDINAL_DIGITS = 4;
  private static final int CHECK_DIGITS = 8;
  private static final int LENGTH = MARK.length() + INDEX_DIGITS + ORDINAL_DIGITS + CHECK_DIGITS;

  private final long seed;

  /**
   * @param seed of the run
   */
  Token(long seed) {
    this.seed = seed;
  }

  /**
   * @param index of the conversation, 0..2^40-1
   * @param ordinal of the request in it, 0..65535
   */
  String of(long index, int ordinal) {
    HexFormat hex = HexFormat.of();
    return MARK
        + hex.toHexDigits(index, INDEX_DIGITS)
        + hex.toHexDigits(ordinal, ORDINAL_DIGITS)
        + hex.toHexDigits(check(index, ordinal), CHECK_DIGITS);
  }

  private long check(long index, int ordinal) {
    return Dice.mixed(Dice.mixed(seed ^ index) + ordinal) & 0xffffffffL;
  }

  /**
   * The first token in the text that is another conversation's; the empty string where there is
   * none.
   */
  String foreign(String text, long index) {
    for (int at = text.indexOf(MARK);
        at >= 0 && at + LENGTH <= text.length();
        at = text.indexOf(MARK, at + 1)) {
      String token = text.substring(at, at + LENGTH);
      long itsIndex = number(token, MARK.length(), INDEX_DIGITS);
      long ordinal = number(token, MARK.length() + INDEX_DIGITS, ORDINAL_DIGITS);
      if (itsIndex >= 0
          && ordinal >= 0
          && itsIndex != index
          && token.equals(of(itsIndex, (int) ordinal))) {
        return token;
      }
    }
    return "";
  }

  /** The conversation that a token belongs to. */
  static long indexOf(String token) {
    return number(token, MARK.length(), INDEX_DIGITS);
  }

  /** -1 where these are no hexadecimal digits. */
  private static long number(String token, int from, int digits) {
    for (int i = from; i < from + digits; i++) {
      if (!HexFormat.isHexDigit(token.charAt(i))) {
        return -1;
      }
    }
    return HexFormat.fromHexDigitsToLong(token, from, from + digits);
  }
}
