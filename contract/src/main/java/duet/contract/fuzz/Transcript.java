package duet.contract.fuzz;

/**
 * What one server said in one conversation.
 *
 * @param server what it is called in findings
 * @param received all its bytes, in order
 * @param ending how it ended
 * @param byItself whether the server ended it, before the client had closed its side
 * @param bytesSent how much of the conversation was sent before it ended
 */
record Transcript(String server, String received, Ending ending, boolean byItself, long bytesSent) {

  /** Whether it was the server that let go of the connection. */
  boolean hasGone() {
    return ending == Ending.GONE || ending == Ending.RESET;
  }

  /** How a conversation ends. */
  enum Ending {
    /** The server closed the connection: all that it said has come. */
    GONE,
    /** It reset it: of what it said some may have been lost. */
    RESET,
    /** Nothing happened within the time that it may take. */
    HUNG,
    /** It said more than anybody wants to read, and was cut off. */
    CUT,
    /** No connection could be had. */
    UNREACHABLE
  }
}
