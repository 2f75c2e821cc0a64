package duet.contract.fuzz;

import duet.contract.Answer;
import duet.contract.fuzz.Difference.Side;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rows of docs/decisions/0003 that a conversation can come upon, each as narrow as it can be
 * told from outside. They hold between these two servers, in this direction, and for no others.
 */
enum NamedDifference {
  /**
   * {@code Connection: foo, keep-alive} on HTTP/1.0 is kept by Helidon, closed (and said so) by
   * Vert.x.
   */
  KEEP_ALIVE_AMONG_OTHERS {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Answer> here = vertx.reading().answers();
      List<Answer> there = helidon.reading().answers();
      return !here.isEmpty()
          && there.size() >= here.size()
          && here.getLast().connectionSays("close")
          && there.get(here.size() - 1).connectionSays("keep-alive")
          && here.getLast().status() == there.get(here.size() - 1).status()
          && startsWith(there, here, here.size() - 1)
          && KEEP_ALIVE_AND_MORE.matcher(sent).find();
    }
  },

  /**
   * A fault in a header section of HTTP/1.0 is answered at once by Vert.x, by Helidon when the
   * section is whole.
   */
  FAULT_IN_AN_UNFINISHED_SECTION {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      return hasOneRefusalMore(vertx, helidon) && UNFINISHED_HTTP_10.matcher(sent).find();
    }
  },

  /**
   * A bare LF with a CR behind it and nothing yet behind that is refused at once by Vert.x, by
   * Helidon with the next byte.
   */
  BARE_LF_BEFORE_CR_AT_THE_END {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      return hasOneRefusalMore(vertx, helidon) && sent.endsWith("\n\r") && !sent.endsWith("\r\n\r");
    }
  },

  /**
   * Of two faults in one header section each meets another first: too many fields or bytes, and a
   * malformed line.
   */
  TWO_FAULTS_IN_A_SECTION {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Answer> here = vertx.reading().answers();
      List<Answer> there = helidon.reading().answers();
      if (here.isEmpty()
          || here.size() != there.size()
          || !startsWith(there, here, here.size() - 1)) {
        return false;
      }
      int one = here.getLast().status();
      int other = there.getLast().status();
      return (one == 400 && other == 431 && HUNDRED_FIELDS.matcher(sent).find())
          || (one == 431 && other == 400 && LARGE_WITH_CONTROL.matcher(sent).find());
    }
  },

  /**
   * A pipelined request whose body is not read ({@code Expect: 100-continue} on a route that wants
   * none), with broken chunks that were sent all the same, loses its answer in Vert.x when that
   * takes time.
   */
  BROKEN_CHUNKS_INSTEAD_OF_WAITING {
    @Override
    boolean covers(String sent, Side vertx, Side helidon) {
      List<Answer> here = vertx.reading().answers();
      List<Answer> there = helidon.reading().answers();
      return there.size() == here.size() + 1
          && startsWith(there, here, here.size())
          && there.getLast().connectionSays("close")
          && vertx.transcript().byItself()
          && helidon.transcript().byItself()
          && EXPECT.matcher(sent).find()
          && CHUNKED.matcher(sent).find();
    }
  };

  private static final String VERTX = "vertx-async";
  private static final String HELIDON = "helidon-virtual";

  private static final Pattern KEEP_ALIVE_AND_MORE =
      Pattern.compile(
          " HTTP/1\\.0\\r\\n(?:[^\\r\\n]+\\r\\n)*?(?i:Connection:[^\\r\\n]*keep-alive[ \\t]*,"
              + "|Connection:[^\\r\\n]*,[ \\t]*keep-alive"
              + "|Connection:[^\\r\\n]*\\r\\n(?:[^\\r\\n]+\\r\\n)*?Connection:)");
  private static final Pattern UNFINISHED_HTTP_10 =
      Pattern.compile(" HTTP/1\\.0\\r\\n(?:(?!\\r\\n\\r\\n)[\\x00-\\xff])*+\\z");
  private static final Pattern HUNDRED_FIELDS = Pattern.compile("(?:[^\\r\\n]+\\r\\n){101}");
  private static final Pattern LARGE_WITH_CONTROL =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f][^\\r\\n]*\\r?\\n?");
  private static final Pattern EXPECT = Pattern.compile("(?i)\\r\\nExpect:[ \\t]*100-continue");
  private static final Pattern CHUNKED =
      Pattern.compile("(?i)\\r\\nTransfer-Encoding:[ \\t]*chunked");

  /**
   * @param vertx and {@code helidon}: sides that differ
   */
  abstract boolean covers(String sent, Side vertx, Side helidon);

  /** Whether the difference between these two is one that has a name. */
  static boolean covers(Conversation conversation, Side one, Side other) {
    if (one.name().equals(HELIDON) && other.name().equals(VERTX)) {
      return covers(conversation, other, one);
    }
    if (!one.name().equals(VERTX) || !other.name().equals(HELIDON)) {
      return false;
    }
    String sent = conversation.bytes();
    for (NamedDifference named : values()) {
      if (named.covers(sent, one, other)) {
        return true;
      }
    }
    return false;
  }

  /** Vert.x has refused and closed what Helidon still waits for the rest of. */
  private static boolean hasOneRefusalMore(Side vertx, Side helidon) {
    List<Answer> here = vertx.reading().answers();
    List<Answer> there = helidon.reading().answers();
    return here.size() == there.size() + 1
        && startsWith(here, there, there.size())
        && here.getLast().status() == 400
        && here.getLast().connectionSays("close")
        && !helidon.transcript().byItself();
  }

  private static boolean startsWith(List<Answer> longer, List<Answer> shorter, int answers) {
    for (int i = 0; i < answers; i++) {
      if (longer.get(i).status() != shorter.get(i).status()) {
        return false;
      }
    }
    return true;
  }
}
