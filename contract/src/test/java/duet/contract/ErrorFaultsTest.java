package duet.contract;

import static duet.contract.ScriptedServer.say;
import static duet.contract.Served.request;
import static duet.contract.Suite.assertPasses;
import static duet.contract.Suite.closing;
import static duet.contract.Suite.failure;
import static duet.contract.Suite.problem;
import static duet.contract.Suite.root;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ScriptedServer.Script;
import duet.contract.Suite.Case;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link AnswerFaultsTest}, for servers that refuse wrongly. */
class ErrorFaultsTest {
  /** A refused body that is parsed as the next request. */
  @Test
  void aBodyTakenForARequestFails() throws IOException {
    String refusal = problem(405, "Wrong method.", "keep-alive");
    Case refused = suite -> suite.aBodyNobodyAskedForIsNeverTakenForARequest("POST", "/", 405);
    String plaintext = request("HTTP/1.1 200 OK", "Content-Length: 13") + "Hello, World!";
    Script drains = client -> say(client, refusal, root("keep-alive"));
    Script parses = client -> say(client, refusal, plaintext);
    assertPasses(refused, drains);
    assertTrue(failure(refused, parses).length() > 10);
    assertPasses(refused, closing(problem(405, "Wrong method.", "close")));
    assertTrue(
        failure(refused, closing(problem(405, "Wrong method.", "close") + plaintext))
            .startsWith("connection must be closed: MORE_BYTES"));
  }

  @Test
  void aProblemPassesAndAnotherAnswerFails() throws IOException {
    Case nowhere = suite -> suite.aPathOfAnotherShapeIs404("/delay");
    assertPasses(nowhere, closing(problem(404, "No such route.", "close")));
    assertTrue(failure(nowhere, closing(root("close"))).contains("expected: <404> but was: <200>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/problem+json | application/json",
        "Server: scripted | X-Server: scripted",
        "Date: | X-Date:",
        "\"status\":404 | \"status\":405",
        "\"status\":404 | \"status\":\"404\"",
        "\"about:blank\" | \"about blank\"",
        "\"title\" | \"titel\"",
        "\"No route\" | \"\"",
        "\"No route\" | 12345678",
        "No route | java.lang.IllegalStateException",
        "No route | x\\n\\tat duet.Main.main(Main.java:1)",
        "\"detail\" | <detail>"
      })
  void aProblemThatIsNoneFails(String right, String wrong) throws IOException {
    Case nowhere = suite -> suite.aPathOfAnotherShapeIs404("/delay");
    String problem = problem(404, "No route", "close").replace(right, wrong);
    String body = problem.substring(problem.indexOf("\r\n\r\n") + 4);
    String answer =
        problem.replaceFirst("Content-Length: \\d+", "Content-Length: " + body.length());
    assertTrue(failure(nowhere, closing(answer)).length() > 10);
  }
}
