package duet.contract.fuzz;

import duet.contract.fuzz.Conversation.End;
import duet.contract.fuzz.Conversation.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes conversations: the same index makes the same bytes, whoever asks and in whatever order.
 * Immutable.
 */
final class Generator {
  /** How often a conversation is one plain echo, by which it shows that a server still serves. */
  static final int CANARY_EVERY = 500;

  private static final int MOST_REQUESTS = 24;

  private final long seed;
  private final Token tokens;

  Generator(long seed) {
    this.seed = seed;
    this.tokens = new Token(seed);
  }

  Token tokens() {
    return tokens;
  }

  /**
   * @param index 0..2^40-1
   */
  Conversation conversation(long index) {
    if (index % CANARY_EVERY == 0) {
      return canary(index);
    }
    var dice = new Dice(seed, index);
    int kind = dice.below(100);
    if (kind < 30) {
      List<Ask> asks = asks(dice, index, true);
      boolean inStep = asks.size() <= 4 && dice.percent(50);
      return new Conversation(
          index, asks, asks.size(), inStep ? steps(asks) : cut(dice, asks), End.SERVER);
    }
    return kind < 35 ? endedAtOnce(dice, index) : broken(dice, index);
  }

  private Conversation canary(long index) {
    String token = tokens.of(index, 0);
    String bytes =
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + token.length()
            + "\r\n\r\n"
            + token;
    List<Ask> asks = List.of(new Ask(bytes, false, 200, token));
    return new Conversation(index, asks, 1, List.of(new Piece(bytes, 0)), End.SERVER);
  }

  private List<Ask> asks(Dice dice, long index, boolean ends) {
    var grammar = new Grammar(dice);
    int count = dice.percent(50) ? dice.few(8) : dice.between(8, MOST_REQUESTS);
    var asks = new ArrayList<Ask>();
    for (int i = 0; i < count; i++) {
      asks.add(grammar.ask(tokens.of(index, i), ends && i == count - 1));
    }
    return asks;
  }

  /** A client that closes its side behind its last request gets what is ready at once. */
  private Conversation endedAtOnce(Dice dice, long index) {
    var grammar = new Grammar(dice);
    var asks = new ArrayList<Ask>();
    for (int i = dice.few(8); i > 0; i--) {
      asks.add(grammar.atOnce(tokens.of(index, i), false));
    }
    return new Conversation(index, asks, asks.size(), cut(dice, asks), End.CLIENT_AT_ONCE);
  }

  /** What stands before the broken ones is served; what stands behind shows what became of them. */
  private Conversation broken(Dice dice, long index) {
    List<Ask> asks = asks(dice, index, false);
    var grammar = new Grammar(dice);
    var mutation = new Mutation(dice);
    int first = asks.size() - dice.few(Math.min(3, asks.size()));
    int broken = dice.percent(80) ? 1 : asks.size() - first;
    for (int i = first; i < first + broken; i++) {
      String other = grammar.ask(tokens.of(index, i), false).bytes();
      asks.set(i, asks.get(i).broken(mutation.of(asks.get(i).bytes(), other)));
    }
    if (dice.percent(75)) {
      asks.add(grammar.echo(tokens.of(index, asks.size()), true));
    } else if (dice.percent(50)) {
      asks = new ArrayList<>(asks.subList(0, first + 1));
    }
    return new Conversation(index, asks, first, cut(dice, asks), End.CLIENT_WHEN_QUIET);
  }

  private static List<Piece> steps(List<Ask> asks) {
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < asks.size(); i++) {
      pieces.add(new Piece(asks.get(i).bytes(), i));
    }
    return pieces;
  }

  /** Segments that end anywhere. */
  private static List<Piece> cut(Dice dice, List<Ask> asks) {
    var all = new StringBuilder();
    asks.forEach(ask -> all.append(ask.bytes()));
    var pieces = new ArrayList<Piece>();
    int at = 0;
    int cuts = dice.percent(50) ? 0 : dice.percent(95) ? dice.few(5) : 40;
    for (; cuts > 0 && at + 1 < all.length(); cuts--) {
      int most = cuts > 5 ? Math.min(3, all.length() - at - 1) : all.length() - at - 1;
      int to = at + dice.between(1, most);
      pieces.add(new Piece(all.substring(at, to), 0));
      at = to;
    }
    pieces.add(new Piece(all.substring(at), 0));
    return pieces;
  }
}
