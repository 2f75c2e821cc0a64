package duet.lab.fault;

/** How a request ended, as its client saw it. */
enum ReplyEnding {
  /** With a whole answer. */
  ANSWERED("answered"),
  /** The connection ended before a byte of the answer had come. */
  GONE("closed without an answer"),
  /** The connection ended within the answer. */
  CUT("cut off"),
  /** Nobody listened, or there was no connection for another reason. */
  REFUSED("no connection"),
  /** There was no answer within the client's patience. */
  SILENT("no answer in time"),
  /** What came was not an answer with a length. */
  WRONG("malformed");

  private final String inWords;

  ReplyEnding(String inWords) {
    this.inWords = inWords;
  }

  String inWords() {
    return inWords;
  }
}
