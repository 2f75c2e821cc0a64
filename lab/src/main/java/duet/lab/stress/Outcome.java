package duet.lab.stress;

/** What became of a request, as its client saw it. */
sealed interface Outcome {
  /**
   * The answer came whole.
   *
   * @param status 100..599
   * @param last whether it says that the connection ends ({@code Connection: close})
   */
  record Answered(int status, boolean last) implements Outcome {
    boolean isRight() {
      return 200 <= status && status <= 299;
    }
  }

  /** Not one byte of it was handed to the kernel on a connection: nobody can have read any. */
  record Unsent(Reason reason) implements Outcome {}

  /** It was sent, the first byte at least, and not answered whole. */
  record Unanswered(Ending ending) implements Outcome {}

  /** Why a request was not sent. */
  enum Reason {
    /** Nobody listened. */
    REFUSED,
    /** No connection was made, for another reason. */
    NOT_CONNECTED,
    /** The connection had ended before the first byte was handed over. */
    GONE
  }

  /** How a connection ended under a request that was sent. */
  enum Ending {
    /**
     * Reset before any byte of the answer: the server's kernel threw bytes away that nobody had
     * read, or got them after the connection had been closed.
     */
    RESET,
    /** Closed in order before any byte of the answer, so all that was sent had been read. */
    CLOSED,
    /**
     * Likewise, but the answer before it on this connection had said that it was the last, so that
     * it may be sent again (RFC 9112 §9.6).
     */
    ANNOUNCED,
    /** Within the answer. */
    PARTIAL,
    /** What came is no HTTP/1.x answer with a length. */
    MALFORMED,
    /** It did not end, and no answer came in time. */
    SILENT
  }
}
