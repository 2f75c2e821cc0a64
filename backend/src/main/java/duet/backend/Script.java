package duet.backend;

/**
 * What becomes of one call of {@code /delay} once its time is over.
 *
 * @param millis how much longer than asked for it takes, 0..60000
 */
record Script(Deed deed, int millis) {
  static final Script NONE = new Script(Deed.OK, 0);

  enum Deed {
    /** It is answered. */
    OK,
    /** It is answered late. */
    SLOW,
    /** It is answered 500. */
    FAIL,
    /** The answer's length is announced, half of it sent, and the connection closed. */
    HALF,
    /** The connection is closed without a byte. */
    CLOSE
  }
}
