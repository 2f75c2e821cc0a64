package duet.contract.fuzz;

/**
 * Something that must not be.
 *
 * @param index of the conversation
 * @param what in one line; equal for what has the same cause as far as one can tell
 * @param detail of this conversation, in one line
 */
record Finding(Kind kind, String server, long index, String what, String detail) {

  /** In the order of severity. */
  enum Kind {
    /** An answer with what another connection sent. */
    FOREIGN("answer of another's", false),
    /** Bytes behind an answer that said it was the last. */
    AFTER_THE_END("answer after the end", false),
    /** 500, or a 5xx that is no decision. */
    SERVER_ERROR("5xx that is no decision", false),
    /** No server any more. */
    UNREACHABLE("no connection", true),
    /** A request in order that was not answered as the contract says. */
    WRONG_ANSWER("wrong answer", true),
    /** An answer that is no HTTP, or breaks a rule for all answers. */
    MALFORMED("malformed answer", false),
    /** An answer whose end is missing. */
    CUT_SHORT("answer cut short", true),
    /** No end. */
    HANG("hang", true),
    /** An end that no answer has announced. */
    UNSAID_END("end that was not said", true),
    /** Two servers that do not do the same. */
    DIFFERENCE("difference", true),
    /** Something that is still there when all is over. */
    LEAK("leak", false);

    private final String words;
    private final boolean depends;

    Kind(String words, boolean depends) {
      this.words = words;
      this.depends = depends;
    }

    String words() {
      return words;
    }

    /** Whether a machine that is busy can cause it, so that it is looked at again, in calm. */
    boolean dependsOnTime() {
      return depends;
    }
  }

  String cause() {
    return kind.words() + ": " + server + ": " + what;
  }
}
