package duet.contract;

import static duet.contract.ScriptedServer.readRequest;
import static duet.contract.ScriptedServer.say;
import static duet.contract.Served.request;
import static duet.contract.Suite.assertPasses;
import static duet.contract.Suite.closing;
import static duet.contract.Suite.date;
import static duet.contract.Suite.failure;
import static duet.contract.Suite.root;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ScriptedServer.Script;
import duet.contract.Suite.Case;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The suite is worth what it can find: each test meets a server with one fault, or with none. */
class AnswerFaultsTest {
  private static final Case LAST =
      suite -> suite.aLastGetIsAnsweredInExactly122BytesAndThenClosed("close");
  private static final Case KEPT =
      suite -> suite.aKeptConnectionAnswersThreeRequestsIn127BytesEach("X-Nothing: 1");

  @Test
  void theRightAnswerPasses() throws IOException {
    assertPasses(LAST, closing(root("close")));
    assertPasses(LAST, closing(root("close").replace("HTTP/1.1", "HTTP/1.0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 OK | 200 Ok",
        "200 OK | 404 Not Found",
        "Content-Type | content-type",
        "text/plain | text/plain; charset=utf-8",
        "Content-Length: 2 | Content-Length: 02",
        "Content-Length: 2 | Content-Length:  2",
        "Connection: close | Connection: Close",
        "Connection: close | Connection: keep-alive",
        "Connection: close | Connection: close~Server: x",
        "Connection: close | Connection: close~Connection: close",
        "Date: | Last-Modified:",
        "GMT | UTC",
        "ok | no"
      })
  void aByteThatIsWrongFails(String right, String wrong) throws IOException {
    String answer = root("close").replace(right, wrong.replace("~", "\r\n"));
    assertTrue(failure(LAST, closing(answer)).length() > 10);
  }

  @Test
  void aDateThatIsNotNowFails() throws IOException {
    for (int off : new int[] {-60, 60}) {
      String answer = root("close").replaceFirst("Date: .*", "Date: " + date(off));
      assertTrue(
          failure(LAST, closing(answer))
              .startsWith("Date must be now: " + date(off).substring(0, 16)));
    }
  }

  @Test
  void aServerThatDoesNotCloseAsItSaidFails() throws IOException {
    assertEquals(
        "end of the connection ==> expected: <CLOSED> but was: <OPEN>",
        failure(LAST, client -> say(client, root("close"))));
  }

  @Test
  void aServerThatResetsFails() throws IOException {
    Script reset =
        client -> {
          say(client, root("close"));
          client.setSoLinger(true, 0);
          readRequest(client.getInputStream());
          client.close();
        };
    Case pipelined = HttpContract::aRequestPipelinedAfterTheLastIsNotAnswered;
    assertEquals(
        "end of the connection ==> expected: <CLOSED> but was: <RESET>", failure(pipelined, reset));
  }

  @Test
  void aServerThatAnswersAfterTheLastRequestFails() throws IOException {
    assertEquals(
        "end of the connection ==> expected: <CLOSED> but was: <MORE_BYTES>",
        failure(
            HttpContract::aRequestPipelinedAfterTheLastIsNotAnswered,
            closing(root("close") + root("close"))));
  }

  @Test
  void aServerThatClosesAKeptConnectionFails() throws IOException {
    assertTrue(failure(KEPT, closing(root("keep-alive"))).length() > 10);
  }

  @Test
  void aBodyAfterHeadFails() throws IOException {
    Case head = HttpContract::headOnALastRequestHasTheFieldsOfGetAndNoBody;
    assertPasses(head, closing(root("close").replace("\r\n\r\nok", "\r\n\r\n")));
    assertEquals(
        "end of the connection ==> expected: <CLOSED> but was: <MORE_BYTES>",
        failure(head, closing(root("close"))));
  }

  @Test
  void aDateThatStandsStillFails() throws IOException {
    String frozen = root("keep-alive");
    Script script =
        client -> {
          say(client, frozen);
          readRequest(client.getInputStream());
          say(client, frozen);
        };
    assertTrue(
        failure(HttpContract::theDateMovesOnWithinElevenTenthsOfASecond, script)
            .startsWith("expected: not equal but was: <"));
  }

  /** Bare Helidon to ApacheBench. */
  @Test
  void aServerThatRefusesHttp10Fails() throws IOException {
    String refusal = request("HTTP/1.1 505 HTTP Version Not Supported", "Content-Length: 0");
    assertTrue(
        failure(HttpContract::http10WithoutAnyFieldIsAnswered, closing(refusal))
            .endsWith("expected: <200 OK> but was: <505 HTTP Version Not Supported>"));
  }

  /** The rewriting of a version that strays into the body. */
  @Test
  void aBodyThatIsRewrittenFails() throws IOException {
    String body = " HTTP/1.0\r\n";
    Case echo = suite -> suite.aBodyThatLooksLikeARequestLineComesBackUnchanged(body);
    String answer = request("HTTP/1.1 200 OK", "Content-Length: 11") + body.replace("1.0", "1.1");
    assertTrue(failure(echo, closing(answer)).startsWith("the body must come back"));
  }

  @Test
  void aDelayThatDoesNotWaitFails() throws IOException {
    Script script = closing(request("HTTP/1.1 200 OK", "Content-Length: 3") + "200");
    assertTrue(
        failure(suite -> suite.aDelayTakesAtLeastItsTime(200), script).startsWith("elapsedNanos="));
  }
}
