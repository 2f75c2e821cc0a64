package duet.contract.fuzz;

/** Whether a text is JSON (RFC 8259), of any shape; no value is kept. Used by one thread. */
final class Json {
  /** Deeper than anything the contract knows. */
  private static final int MOST_LEVELS = 50;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * @param text decoded
   */
  static boolean isWellFormed(String text) {
    var json = new Json(text);
    return json.value(0) && json.at == text.length();
  }

  private boolean value(int level) {
    blanks();
    boolean isOne =
        switch (peek()) {
          case '{' -> level < MOST_LEVELS && list('}', true, level);
          case '[' -> level < MOST_LEVELS && list(']', false, level);
          case '"' -> string();
          case 't' -> word("true");
          case 'f' -> word("false");
          case 'n' -> word("null");
          default -> number();
        };
    blanks();
    return isOne;
  }

  private boolean list(char end, boolean isObject, int level) {
    at++;
    blanks();
    if (peek() == end) {
      at++;
      return true;
    }
    do {
      if ((isObject && !name()) || !value(level + 1)) {
        return false;
      }
    } while (take(','));
    return take(end);
  }

  private boolean name() {
    blanks();
    if (peek() != '"' || !string()) {
      return false;
    }
    blanks();
    return take(':');
  }

  private boolean string() {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    at++;
    if (peek() != 'u') {
      return "\"\\/bfnrt".indexOf(peek()) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      at++;
      if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
        return false;
      }
    }
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      boolean _ = take('+') || take('-');
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    boolean isIt = text.startsWith(word, at);
    at += word.length();
    return isIt;
  }

  private void blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
      at++;
    }
  }

  private boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** NUL at the end, which nothing may begin with. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
