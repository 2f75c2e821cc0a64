package duet.contract;

/** What a client that only listens meets at the end of an exchange. */
public enum Ending {
  /** FIN: the server closed in good order (RFC 9112 §9.6). */
  CLOSED,
  /**
   * RST: the server threw the connection away; over a real network the last answer may be lost with
   * it.
   */
  RESET,
  /** Nothing happened within the time limit. */
  OPEN,
  /** Bytes that belong to no answer asked for. */
  MORE_BYTES
}
