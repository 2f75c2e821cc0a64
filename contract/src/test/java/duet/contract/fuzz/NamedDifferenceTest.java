package duet.contract.fuzz;

import static duet.contract.fuzz.Said.answer;
import static duet.contract.fuzz.Said.answerWith;
import static duet.contract.fuzz.Said.broken;
import static duet.contract.fuzz.Said.last;
import static duet.contract.fuzz.Said.side;
import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.contract.fuzz.Difference.Side;
import duet.contract.fuzz.Transcript.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each exception holds for what it names, and not for what is near it. */
class NamedDifferenceTest {
  private static final String V = "vertx-async";
  private static final String H = "helidon-virtual";
  private static final String OK = answer("200 OK", "Connection: keep-alive");
  private static final String REFUSED = last("400 Bad Request");

  /** What differs where one answers so and closes, or not, and the other so. */
  private static List<String> between(
      String sent,
      String one,
      String said,
      boolean closed,
      String other,
      String saidThere,
      boolean closedThere) {
    Conversation conversation = broken(sent);
    return Difference.between(
            conversation,
            side(one, conversation, said, closed),
            side(other, conversation, saidThere, closedThere))
        .stream()
        .map(Finding::what)
        .toList();
  }

  @Test
  void theSameIsNoDifferenceWhateverTheDateAndTheServersName() {
    String other = OK.replace("scripted", "other").replace("16:25:22", "16:25:23");
    assertEquals(List.of(), between("x", V, OK, false, H, other, false));
  }

  @Test
  void statusesEndsFieldsAndBodiesAreCompared() {
    assertEquals(
        List.of("[200 open] [404 open]"),
        between("x", V, OK, false, H, answer("404 No", "Connection: keep-alive"), false));
    assertEquals(List.of("[open] [closed]"), between("x", V, OK, false, H, OK, true));
    assertEquals(
        List.of("[200! closed] [200 closed]"), between("x", V, last("200 OK"), true, H, OK, true));
    assertEquals(
        List.of("200: body"),
        between("x", V, answerWith("a", "200 OK"), false, H, answerWith("b", "200 OK"), false));
    assertEquals(
        List.of("200: fields [Field[name=X, value=y]] []"),
        between("x", V, answer("200 OK", "X: y"), false, H, answer("200 OK"), false));
    assertEquals(
        List.of("200: order of fields"),
        between(
            "x",
            V,
            answer("200 OK", "X: y", "Z: w"),
            false,
            H,
            answer("200 OK", "Z: w", "X: y"),
            false));
  }

  @Test
  void aServerThatHasTooMuchToDoIsNotCompared() {
    String busy = answer("503 Busy", "Retry-After: 1");
    assertEquals(List.of(), between("x", V, busy, false, H, OK, false));
    assertEquals(1, between("x", V, answer("503 Busy"), false, H, OK, false).size());
  }

  @Test
  void keepAliveAmongOtherOptionsIsNamedForHttp10Alone() {
    String http10 = "GET /x HTTP/1.0\r\nConnection: foo, keep-alive\r\n\r\n";
    assertEquals(List.of(), between(http10, V, last("200 OK"), true, H, OK, false));
    assertEquals(List.of(), between(http10, H, OK, false, V, last("200 OK"), true));
    for (String near :
        new String[] {
          http10.replace("1.0", "1.1"),
          http10.replace("foo, ", ""),
          http10.replace("Connection", "X"),
          http10.replace("keep-alive", "bar")
        }) {
      assertEquals(1, between(near, V, last("200 OK"), true, H, OK, false).size(), near);
    }
    assertEquals(1, between(http10, H, last("200 OK"), true, V, OK, false).size());
    assertEquals(1, between(http10, "other", last("200 OK"), true, H, OK, false).size());
    assertEquals(1, between(http10, V, last("404 No"), true, H, OK, false).size());
  }

  @Test
  void aFaultInAnUnfinishedSectionIsNamedForHttp10Alone() {
    String http10 = "GET / HTTP/1.0\r\nX : y\r\n";
    assertEquals(List.of(), between(http10, V, REFUSED, true, H, "", false));
    assertEquals(1, between(http10 + "\r\n", V, REFUSED, true, H, "", false).size());
    assertEquals(1, between(http10.replace("1.0", "1.1"), V, REFUSED, true, H, "", false).size());
    assertEquals(1, between(http10, H, REFUSED, true, V, "", false).size());
    assertEquals(1, between(http10, V, OK, false, H, "", false).size());
    assertEquals(1, between(http10, V, REFUSED, true, H, last("200 OK"), true).size());
  }

  @Test
  void aSectionOfHttp10ThatIsTooLongAsWellIsNamed() {
    String large = "GET / HTTP/1.0\r\n \r\nX: " + "y".repeat(16_400);
    String tooLarge = last("431 No");
    assertEquals(List.of(), between(large, V, REFUSED, true, H, tooLarge, true));
    assertEquals(1, between(large, H, REFUSED, true, V, tooLarge, true).size());
    for (String near :
        new String[] {large.replace("1.0", "1.1"), large.replace("y".repeat(16_400), "y")}) {
      assertEquals(1, between(near, V, REFUSED, true, H, tooLarge, true).size());
    }
  }

  @Test
  void aBareLfBeforeACrIsNamedWhereNothingFollows() {
    assertEquals(List.of(), between("GET / HTTP/1.1\n\r", V, REFUSED, true, H, "", false));
    assertEquals(List.of(), between("GET /\nx\r", V, REFUSED, true, H, "", false));
    assertEquals(1, between("GET /x\r", V, REFUSED, true, H, "", false).size());
    assertEquals(1, between("GET /\nx", V, REFUSED, true, H, "", false).size());
    assertEquals(1, between("GET / HTTP/1.1\n\rx", V, REFUSED, true, H, "", false).size());
    assertEquals(1, between("GET / HTTP/1.1\r\n\r", V, REFUSED, true, H, "", false).size());
  }

  @Test
  void ofTwoFaultsEachMayMeetAnotherFirst() {
    String fields = "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(100) + "A b\r\n\r\n";
    String tooMany = last("431 No");
    assertEquals(List.of(), between(fields, V, REFUSED, true, H, tooMany, true));
    assertEquals(1, between(fields, V, tooMany, true, H, REFUSED, true).size());
    String few = fields.replaceAll("(A: b\r\n){100}", "A: b\r\n");
    assertEquals(1, between(few, V, REFUSED, true, H, tooMany, true).size());
    String large = "GET / HTTP/1.1\r\nX: \u0001\r\nY: " + "y".repeat(16_400) + "\r\n\r\n";
    assertEquals(List.of(), between(large, V, tooMany, true, H, REFUSED, true));
    assertEquals(1, between(large, V, REFUSED, true, H, tooMany, true).size());
    String named = large.replace("X: \u0001", "\u00ffX: y");
    assertEquals(List.of(), between(named, V, tooMany, true, H, REFUSED, true));
    String innocent = large.replace('\u0001', 'x');
    assertEquals(1, between(innocent, V, tooMany, true, H, REFUSED, true).size());
    String small = large.replace("y".repeat(16_400), "y");
    assertEquals(1, between(small, V, tooMany, true, H, REFUSED, true).size());
  }

  @Test
  void answersLostToAClientThatWentOnAfterItsLastRequestAreNoDifference() {
    String sent = "GET / HTTP/1.0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    String both = "GET / HTTP/1.1\r\nHost: a\r\n\r\n" + sent;
    String all = OK + last("200 OK");
    for (String one : new String[] {V, H}) {
      String other = one.equals(V) ? H : V;
      assertEquals(0, afterReset(both, one, OK, other, all), one);
      assertEquals(0, afterReset(both, one, "", other, all), one);
      assertEquals(1, afterReset(both, one, last("400 No"), other, all), "another answer");
      assertEquals(1, afterReset(both, one, OK, other, all + OK), "one to what is behind it");
      assertEquals(1, afterReset(both, one, all + OK, other, all), "likewise where it is lost");
      assertEquals(1, afterReset(sent.substring(18), one, "", other, OK), "none was the last");
      assertEquals(1, between(both, one, OK, true, other, all, true).size(), "no reset was seen");
      Conversation conversation = broken(both);
      Side reset = side(one, conversation, all, Ending.RESET, true);
      Side stays = side(other, conversation, all, false);
      assertEquals(1, Difference.between(conversation, reset, stays).size(), "one stays");
    }
  }

  /** How many differences there are where one was reset after that and the other closed. */
  private static int afterReset(
      String sent, String one, String said, String other, String saidThere) {
    Conversation conversation = broken(sent);
    return Difference.between(
            conversation,
            side(one, conversation, said, Ending.RESET, true),
            side(other, conversation, saidThere, true))
        .size();
  }

  @Test
  void twoFaultsInARequestLineAreNamed() {
    String sent = "T \n HTTP/0.1\r\n";
    String version = last("505 No");
    assertEquals(List.of(), between(sent, V, REFUSED, true, H, version, true));
    assertEquals(List.of(), between(sent, V, version, true, H, REFUSED, true));
    assertEquals(1, between("T / HTTP/0.1\r\n", V, REFUSED, true, H, version, true).size());
    String control = "T \u000b HTTP/2.0\r\n";
    assertEquals(List.of(), between(control, V, REFUSED, true, H, version, true));
    String below = "T / HTTP/2.0\r\nX: \u000b\r\n";
    assertEquals(1, between(below, V, REFUSED, true, H, version, true).size(), "of another line");
    assertEquals(1, between(sent, V, REFUSED, true, H, last("404 No"), true).size());
  }

  @Test
  void aFoldedLineBeforeTooManyIsNamed() {
    String folded = "GET / HTTP/1.1\r\nX: y\r\n z\r\n" + "A: b\r\n".repeat(100) + "\r\n";
    String tooMany = last("431 No");
    assertEquals(List.of(), between(folded, V, tooMany, true, H, REFUSED, true));
    assertEquals(
        1, between(folded.replace("\n z", "\nz: z"), V, tooMany, true, H, REFUSED, true).size());
    String few = folded.replace("A: b\r\n", "");
    assertEquals(1, between(few, V, tooMany, true, H, REFUSED, true).size());
    String large = few.replace(" z", " " + "z".repeat(16_400));
    assertEquals(List.of(), between(large, V, tooMany, true, H, REFUSED, true));
  }

  @Test
  void aFaultInTheLastLineThatHasComeIsNamedWhereNothingFollows() {
    String sent = "GET / HTTP/1.1\r\nX : y\r\n";
    assertEquals(List.of(), between(sent, V, "", false, H, REFUSED, true));
    assertEquals(List.of(), between(sent + "a", V, "", false, H, REFUSED, true));
    assertEquals(1, between(sent + "\r\n", V, "", false, H, REFUSED, true).size());
    assertEquals(1, between("x\r\n", V, "", false, H, REFUSED, true).size());
    assertEquals(1, between(sent, V, REFUSED, true, H, "", false).size());
  }

  @Test
  void brokenChunksInsteadOfWaitingAreNamed() {
    String sent =
        "GET /delay/1 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n";
    assertEquals(List.of(), between(sent, V, "", true, H, last("200 OK"), true));
    assertEquals(1, between(sent, V, last("200 OK"), true, H, "", true).size());
    assertEquals(1, between(sent, V, "", false, H, last("200 OK"), true).size());
    String noExpect = sent.replace("Expect", "X");
    assertEquals(1, between(noExpect, V, "", true, H, last("200 OK"), true).size());
  }
}
