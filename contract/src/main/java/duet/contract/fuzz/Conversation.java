package duet.contract.fuzz;

import java.util.List;

/**
 * What is said on one connection. Immutable.
 *
 * @param index by which the seed makes it again
 * @param asks its requests in order, those that mutation has broken among them
 * @param intact how many of them, from the first, are as the grammar has made them
 * @param pieces what is sent in a write of its own each; together they are the asks
 * @param end who ends it
 */
record Conversation(long index, List<Ask> asks, int intact, List<Piece> pieces, End end) {

  /**
   * Bytes sent at once.
   *
   * @param answersBefore how many final answers must have come before it is sent
   */
  record Piece(String bytes, int answersBefore) {}

  /** Who ends a conversation. */
  enum End {
    /** The server, because the last request says so: it has no excuse for staying. */
    SERVER,
    /** The client, by FIN, once the server has nothing more to say. */
    CLIENT_WHEN_QUIET,
    /** The client, by FIN right behind its last byte. */
    CLIENT_AT_ONCE
  }

  Conversation {
    asks = List.copyOf(asks);
    pieces = List.copyOf(pieces);
    if (intact < 0 || intact > asks.size()) {
      throw new IllegalArgumentException("must be 0.." + asks.size() + ": intact=" + intact);
    }
  }

  /** Whether every request is as the grammar has made it. */
  boolean isIntact() {
    return intact == asks.size();
  }

  /** All that is sent. */
  String bytes() {
    var all = new StringBuilder();
    for (Piece piece : pieces) {
      all.append(piece.bytes());
    }
    return all.toString();
  }

  /**
   * How many requests have been sent with so many bytes, the one that they end in included; a
   * broken one counts as one, whatever a server makes of it.
   */
  int requestsIn(long bytes) {
    int requests = 0;
    long start = 0;
    for (Ask ask : asks) {
      if (start >= bytes) {
        break;
      }
      requests++;
      start += ask.bytes().length();
    }
    return requests;
  }
}
