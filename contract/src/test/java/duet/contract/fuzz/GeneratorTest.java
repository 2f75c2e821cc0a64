package duet.contract.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.Escaped;
import duet.contract.fuzz.Conversation.End;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final int MANY = 3000;

  private static final List<Conversation> MADE = made(1);

  private static List<Conversation> made(long seed) {
    var generator = new Generator(seed);
    return LongStream.range(0, MANY).mapToObj(generator::conversation).toList();
  }

  @Test
  void theSameSeedMakesTheSameBytesOnAnyThreadAndInAnyOrder() {
    List<Conversation> inOrder = made(7);
    var generator = new Generator(7);
    List<Conversation> otherwise =
        IntStream.range(0, MANY)
            .parallel()
            .mapToObj(i -> generator.conversation(MANY - 1 - i))
            .toList();
    assertEquals(inOrder, otherwise.reversed());
  }

  /** A change of the grammar makes other bytes: then this changes with it, knowingly. */
  @Test
  void aSeedStandsForTheseBytes() {
    assertEquals(
        "POST /echo HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n"
            + "Content-Length: 24\\r\\n\\r\\nzQ00000001f40000ae2d0902",
        Escaped.notation(new Generator(1).conversation(500).bytes()));
  }

  @Test
  void anotherSeedMakesOtherBytes() {
    assertNotEquals(
        new Generator(1).conversation(1).bytes(), new Generator(2).conversation(1).bytes());
  }

  @Test
  void everyCharacterIsAnOctet() {
    assertTrue(MADE.stream().allMatch(made -> made.bytes().chars().allMatch(c -> c < 256)));
  }

  @Test
  void piecesAreTheRequestsAndNothingElse() {
    for (Conversation conversation : MADE) {
      var asked = new StringBuilder();
      conversation.asks().forEach(ask -> asked.append(ask.bytes()));
      assertEquals(asked.toString(), conversation.bytes());
    }
  }

  @Test
  void aThirdIsInOrderAndEndsByItself() {
    long intact =
        MADE.stream()
            .filter(conversation -> conversation.isIntact() && conversation.end() == End.SERVER)
            .count();
    assertTrue(intact > MANY / 4 && intact < MANY / 2, () -> intact + " of " + MANY);
  }

  /** Every kind of thing that parsers stumble over comes up in a few thousand conversations. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n ",
        "\u0000",
        "\u00ff",
        "HTTP/1.0\r\n",
        "HEAD /",
        "OPTIONS ",
        "Expect: 100-continue",
        "100000005",
        "Transfer-Encoding: gzip, chunked",
        "bytes=5-2",
        "bytes=-0",
        "%c0%ae",
        "18446744073709551621",
        ";a=\"",
        "/queries?queries=",
        "/cached-queries",
        "/stream/",
        "/compute/",
        "/work?",
        "/delay/",
        "/files/hello.txt",
        "If-None-Match: *",
        "PRI * HTTP/2.0",
        "Content-Length: +5"
      })
  void whatParsersStumbleOverComesUp(String bytes) {
    assertTrue(MADE.stream().anyMatch(conversation -> conversation.bytes().contains(bytes)), bytes);
  }

  @Test
  void everyRequestThatHasABodyHasItsOwnToken() {
    var tokens = new Token(1);
    Set<String> seen = new HashSet<>();
    for (Conversation conversation : MADE) {
      assertEquals("", tokens.foreign(conversation.bytes(), conversation.index()));
      for (Ask ask : conversation.asks()) {
        if (ask.body() != null && ask.body().contains("zQ")) {
          assertTrue(seen.add(ask.body()), ask.body());
        }
      }
    }
    assertTrue(seen.size() > MANY);
  }

  @Test
  void aTokenThatIsBrokenIsNobodys() {
    var tokens = new Token(1);
    String token = tokens.of(12, 3);
    assertEquals(token, tokens.foreign("ab" + token + "c", 13));
    assertEquals(12, Token.indexOf(token));
    assertEquals("", tokens.foreign("ab" + token + "c", 12));
    assertEquals("", tokens.foreign(token.replace('3', '4'), 13));
    assertEquals("", tokens.foreign(token.substring(1), 13));
    assertEquals("", new Token(2).foreign(token, 13));
  }

  @Test
  void requestsAreCountedAsFarAsTheyWereSent() {
    Conversation two =
        new Conversation(
            1,
            List.of(new Ask("abc", false, 0, null), new Ask("de", false, 0, null)),
            2,
            List.of(new Conversation.Piece("abcde", 0)),
            End.SERVER);
    assertEquals(0, two.requestsIn(0));
    assertEquals(1, two.requestsIn(3));
    assertEquals(2, two.requestsIn(4));
    assertEquals(2, two.requestsIn(5));
  }
}
