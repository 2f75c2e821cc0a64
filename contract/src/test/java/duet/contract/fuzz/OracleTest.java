package duet.contract.fuzz;

import static duet.contract.fuzz.Said.answer;
import static duet.contract.fuzz.Said.answerWith;
import static duet.contract.fuzz.Said.broken;
import static duet.contract.fuzz.Said.closed;
import static duet.contract.fuzz.Said.get;
import static duet.contract.fuzz.Said.intact;
import static duet.contract.fuzz.Said.judged;
import static duet.contract.fuzz.Said.last;
import static duet.contract.fuzz.Said.reset;
import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.contract.fuzz.Transcript.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OracleTest {
  private static final Ask HEAD = new Ask("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n", true, Ask.ANY, "");

  @Test
  void anAnswerToEachRequestAndTheEndIsFine() {
    assertEquals(
        List.of(), judged(intact(get(), get()), closed(answer("200 OK") + last("200 OK"))));
    assertEquals(List.of(), judged(broken("GET\r\n\r\n"), closed(last("400 Bad Request"))));
  }

  @Test
  void theSilenceThatFollowsTheClientsEndIsNoUnsaidEnd() {
    var transcript = new Transcript("scripted", answer("200 OK"), Ending.GONE, false, 1);
    assertEquals(List.of(), judged(broken("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET"), transcript));
  }

  /** A reset takes with it what has not been read. */
  @Test
  void whatWasLostToAClientThatWentOnAfterItsLastRequestIsNotFound() {
    String next = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (String its :
        List.of(
            "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
      assertEquals(List.of(), judged(broken(its + next), reset("HTTP/1.1 200 O")));
      assertEquals(1, judged(broken(next + its), reset("HTTP/1.1 200 O")).size());
      assertEquals(1, judged(broken(its + next), closed("HTTP/1.1 200 O")).size(), "no reset");
      var early = new Transcript("scripted", "HTTP/1.1 200 O", Ending.RESET, true, its.length());
      assertEquals(1, judged(broken(its + next), early).size(), "nothing was sent behind it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"500 No", "502 No", "504 No", "507 No", "599 No", "503 No"})
  void a5xxThatIsNoDecisionIsFound(String status) {
    assertEquals(
        List.of("5xx that is no decision: " + status.substring(0, 3)),
        judged(intact(get()), closed(last(status))));
  }

  @Test
  void a5xxThatIsADecisionIsNot() {
    assertEquals(List.of(), judged(intact(get()), closed(last("501 No"))));
    assertEquals(List.of(), judged(intact(get()), closed(last("505 No"))));
    assertEquals(
        List.of(),
        judged(intact(get()), closed(answer("503 No", "Retry-After: 1", "Connection: close"))));
    Ask fetch = new Ask("GET /fetch/0 HTTP/1.1\r\nHost: a\r\n\r\n", false, Ask.ANY, null);
    assertEquals(List.of(), judged(intact(fetch), closed(last("502 No"))));
  }

  @Test
  void anotherConversationsTokenIsFoundWhereverItStands() {
    String token = Said.TOKENS.of(Said.INDEX + 1, 0);
    List<String> found = List.of("answer of another's: a token of conversation 10");
    assertEquals(
        found, judged(intact(get()), closed(answerWith(token, "200 OK", "Connection: close"))));
    assertEquals(
        found, judged(intact(get()), closed(answer("200 OK", "X: " + token, "Connection: close"))));
    String own = Said.TOKENS.of(Said.INDEX, 5);
    assertEquals(
        List.of(), judged(intact(get()), closed(answerWith(own, "200 OK", "Connection: close"))));
  }

  @Test
  void anotherRequestsTokenIsAWrongAnswer() {
    String own = Said.TOKENS.of(Said.INDEX, 0);
    Ask echo = new Ask("POST /echo HTTP/1.1\r\n\r\n", false, 200, own);
    assertEquals(
        List.of("wrong answer: another body with 200"),
        judged(
            intact(echo),
            closed(answerWith(Said.TOKENS.of(Said.INDEX, 1), "200 OK", "Connection: close"))));
  }

  @Test
  void anAnswerBehindTheLastIsFound() {
    assertEquals(
        List.of("answer after the end: after 400"),
        judged(broken("x"), closed(last("400 Bad Request") + last("200 OK"))));
  }

  @ParameterizedTest
  @ValueSource(ints = {413, 414, 415, 417, 421, 431, 505})
  void aRefusalThatKeepsTheConnectionIsFound(int status) {
    assertEquals(
        List.of("answer after the end: " + status + " must say Connection: close"),
        judged(broken("x"), closed(answer(status + " No") + last("400 No"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1  200 OK~~ | malformed answer: malformed status line: HTTP/1.1  200 OK",
        "HTTP/1.1 200 OK~X : y~~ | malformed answer: malformed field line: X : y",
        "HTTP/1.1 200 OK~Date: now~Server: s~Content-Length: 0~Connection: close~~"
            + " | malformed answer: no Date: 200",
        "HTTP/1.1 200 OK~Date: Sat, 28 Nov 2026 16:25:22 GMT~Content-Length: 0~Connection:"
            + " close~~ | malformed answer: no Server: 200",
        "HTTP/1.1 200 OK~Date: Sat, 28 Nov 2026 16:25:22 GMT~Server: s~Connection: close~~"
            + " | malformed answer: no length: 200",
        "HTTP/1.1 200 OK~Content-Length: 5~~ab | answer cut short: by itself"
      })
  void whatIsNoHttpIsFound(String received, String found) {
    assertEquals(List.of(found), judged(broken("x"), closed(received.replace("~", "\r\n"))));
  }

  @Test
  void aBodyToHeadIsFound() {
    assertEquals(
        List.of(
            "malformed answer: malformed status line: hi"
                .replace("status line: hi", "status line: hiHTTP/1.1 200 OK")),
        judged(intact(HEAD, get()), closed(answerWith("hi", "200 OK") + last("200 OK"))));
  }

  @Test
  void headIsUnderstoodWhereNobodyKnowsWhichRequestItIs() {
    String toHead = answerWith("hi", "200 OK").replace("\r\n\r\nhi", "\r\n\r\n");
    assertEquals(
        List.of(), judged(broken("xHEAD / HTTP/1.1\r\n\r\n"), closed(toHead + last("200 OK"))));
    assertEquals(
        1, judged(broken("GET / HTTP/1.1\r\n\r\n"), closed(toHead + last("200 OK"))).size());
  }

  @Test
  void soItIsWhereTheNextAnswerIsAsLongAsTheBodyWouldBe() {
    String next = last("200 OK");
    String toHead = answerWith("x".repeat(next.length()), "200 OK").replaceAll("x+$", "");
    assertEquals(List.of(), judged(broken("xHEAD / HTTP/1.1\r\n\r\n"), closed(toHead + next)));
  }

  @Test
  void jsonThatIsNoneIsFound() {
    assertEquals(
        List.of("malformed answer: no JSON: 200"),
        judged(
            intact(get()),
            closed(
                answerWith(
                    "[1,]", "200 OK", "Content-Type: application/json", "Connection: close"))));
  }

  @Test
  void aStackTraceIsFound() {
    assertEquals(
        List.of("malformed answer: a stack trace: 400"),
        judged(
            intact(get()), closed(answerWith("\"IOException\"", "400 No", "Connection: close"))));
  }

  @Test
  void aStatusThatTheContractDoesNotHaveIsFound() {
    Ask root = new Ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", false, 200, "ok");
    assertEquals(
        List.of("wrong answer: 404 for 200"), judged(intact(root), closed(last("404 Not Found"))));
  }

  @Test
  void tooFewAnswersAndTooManyAreFound() {
    assertEquals(
        List.of("wrong answer: requests in order without an answer"),
        judged(intact(get(), get()), closed(last("200 OK"))));
    assertEquals(
        List.of("wrong answer: more answers than requests"),
        judged(intact(get()), closed(answer("200 OK") + last("200 OK"))));
  }

  @Test
  void anEndThatNobodyAnnouncedIsFound() {
    assertEquals(List.of("end that was not said: no answer"), judged(broken("x"), closed("")));
    assertEquals(
        List.of("end that was not said: 200"), judged(broken("x"), closed(answer("200 OK"))));
  }

  /** docs/decisions/0003, its last row: of that server, of such a request, and of none else. */
  @Test
  void anEndThatHasANameIsNot() {
    String sent =
        "GET /work HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n";
    var silent = new Transcript("vertx-async", "", Ending.GONE, true, 1);
    assertEquals(List.of(), judged(broken(sent), silent));
    assertEquals(1, judged(broken(sent), closed("")).size());
    assertEquals(1, judged(broken(sent.replace("Expect", "X")), silent).size());
    assertEquals(1, judged(broken(sent.replace("chunked", "x")), silent).size());
  }

  @Test
  void anInterimAnswerThatNobodyAskedForIsFound() {
    String interim = "HTTP/1.1 100 Continue\r\n\r\n" + last("200 OK");
    assertEquals(
        List.of("malformed answer: 100 that nobody asked for"),
        judged(broken("GET / HTTP/1.1\r\n\r\n"), closed(interim)));
    assertEquals(
        List.of(),
        judged(broken("GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n"), closed(interim)));
  }

  @Test
  void silenceIsFound() {
    var silent = new Transcript("scripted", "", Ending.HUNG, false, 1);
    assertEquals(
        List.of("hang: must close when the client has closed its side"),
        judged(broken("x"), silent));
  }
}
