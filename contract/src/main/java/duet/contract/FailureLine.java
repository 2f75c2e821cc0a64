package duet.contract;

import org.jspecify.annotations.Nullable;

/** What a failure says, on one line of a terminal. */
final class FailureLine {
  /** Two lines of a usual terminal. */
  private static final int LONGEST = 160;

  private FailureLine() {}

  /**
   * Its message, with the failure's kind where it is no assertion. What a server has sent is part
   * of many messages: line ends become blanks, other controls are escaped, and of a long one the
   * middle is left out, since the comparison stands at its end.
   */
  static String of(Throwable failure) {
    @Nullable String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    String text;
    if (message == null || message.isBlank()) {
      text = kind;
    } else {
      text = failure instanceof AssertionError ? message : kind + ": " + message;
    }
    return shortened(visible(text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ")));
  }

  private static String visible(String text) {
    var line = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                line.append("\\x").append(Character.forDigit(c >> 4, 16));
                line.append(Character.forDigit(c & 15, 16));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int half = LONGEST / 2 - 2;
    return text.substring(0, half) + " … " + text.substring(text.length() - half);
  }
}
