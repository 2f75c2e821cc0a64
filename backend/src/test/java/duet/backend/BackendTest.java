package duet.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BackendTest {
  private Backend backend;
  private URI base;

  @BeforeEach
  void listen() throws IOException {
    backend = Backend.listen(0, "me", new Leases(Duration.ZERO, Duration.ZERO));
    base = backend.base();
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void itAnswersTheNumberAfterThatTime() throws IOException {
    long start = System.nanoTime();
    String answer = Client.ask(base, "GET /delay/50");
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(50));
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n50"), answer);
  }

  @Test
  void itKeepsTheConnectionAndTakesWhatComesEarlyForTheNextRequest() throws IOException {
    try (var client = new Client(base)) {
      client.send("GET /delay/30 HTTP/1.1\r\n\r\nGET /delay/0 HTTP/1.1\r\n\r\n");
      client.upTo("\r\n\r\n30");
      client.upTo("\r\n\r\n0");
      client.send("GET /delay/1 HTTP/1.1\r\nConnection: x, Close\r\n\r\n");
      assertTrue(client.rest().endsWith("\r\n\r\n1"));
    }
    assertEquals(new Calls.Counts(3, 3, 0, 0, 0), backend.calls().counts());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientThatLeavesIsCountedAsCancelledAtOnce(boolean byReset) throws Exception {
    try (var client = new Client(base)) {
      client.send("GET /delay/60000 HTTP/1.1\r\n\r\n");
      Eventually.sees(() -> backend.calls().counts().underWay(), n -> n == 1);
      if (byReset) {
        client.reset();
      } else {
        client.finish();
      }
      Eventually.sees(() -> backend.calls().counts().underWay(), n -> n == 0);
    }
    assertEquals(new Calls.Counts(1, 0, 1, 0, 0), backend.calls().counts());
  }

  @Test
  void theCallsScriptedGoWrongAndNoOthers() throws IOException {
    for (String script :
        new String[] {"call=2&do=fail", "call=3&do=half", "call=4&do=close", "call=5&do=ok"}) {
      assertTrue(Client.ask(base, "POST /script?" + script).startsWith("HTTP/1.1 200 "), script);
    }
    assertTrue(Client.ask(base, "GET /delay/10").endsWith("\r\n\r\n10"));
    assertTrue(Client.ask(base, "GET /delay/10").startsWith("HTTP/1.1 500 "));
    String half = Client.ask(base, "GET /delay/10");
    assertTrue(half.contains("\r\nContent-Length: 2\r\n"), half);
    assertTrue(half.endsWith("\r\n\r\n1"), half);
    assertEquals("", Client.ask(base, "GET /delay/10"));
    assertTrue(Client.ask(base, "GET /delay/10").endsWith("\r\n\r\n10"));
    assertEquals(new Calls.Counts(5, 2, 0, 3, 0), backend.calls().counts());
  }

  @Test
  void aSlowCallTakesLongerAndIsAnswered() throws IOException {
    Client.ask(base, "POST /script?call=1&do=slow&millis=80");
    long start = System.nanoTime();
    assertTrue(Client.ask(base, "GET /delay/20").endsWith("\r\n\r\n20"));
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(100));
  }

  @Test
  void aResetForgetsCountsAndScriptsAndWhatIsUnderWay() throws Exception {
    Client.ask(base, "POST /script?call=2&do=fail");
    try (var client = new Client(base)) {
      client.send("GET /delay/60000 HTTP/1.1\r\n\r\n");
      Eventually.sees(() -> backend.calls().counts().underWay(), n -> n == 1);
      Client.ask(base, "POST /reset");
    }
    Eventually.sees(() -> backend.calls().counts().underWay(), n -> n == 0);
    assertTrue(Client.ask(base, "GET /delay/0").startsWith("HTTP/1.1 200 "));
    String counts = Client.ask(base, "GET /counts");
    String expected = "{\"asked\":1,\"answered\":1,\"cancelled\":0,\"failed\":0,\"underWay\":0,";
    assertTrue(counts.contains("\r\n\r\n" + expected + "\"connections\":"), counts);
  }

  @Test
  void thereIsALimitToTheScripts() throws IOException {
    for (int call = 1; call <= Calls.MOST_SCRIPTS; call++) {
      assertTrue(backend.calls().script(call, Script.NONE));
    }
    assertTrue(Client.ask(base, "POST /script?call=1&do=fail").startsWith("HTTP/1.1 400 "));
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, 404",
    "GET /delay/, 400",
    "GET /delay/60001, 400",
    "GET /delay/-1, 400",
    "GET /delay/1x, 400",
    "POST /delay/1, 405",
    "GET /reset, 405",
    "POST /counts, 405",
    "POST /script, 400",
    "POST /script?call=0&do=fail, 400",
    "POST /script?call=1&do=explode, 400",
    "POST /script?call=1&do=slow&millis=60001, 400",
    "POST /script?call=1&call=2&do=fail, 400",
    "GET /lease?of=another, 404",
    "GET counts, 400",
    "GET  /counts, 400",
  })
  void whatIsNotOfferedIsRefused(String methodAndTarget, int status) throws IOException {
    String answer = Client.ask(base, methodAndTarget);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/2.0\\r\\n\\r\\n, 505",
    "HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 1\\r\\n\\r\\n, 400",
    "HTTP/1.1\\r\\nContent-Length: +1\\r\\n\\r\\n, 400",
    "HTTP/1.1\\r\\nContent-Length: 65537\\r\\n\\r\\n, 413",
    "HTTP/1.1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n, 501",
    "HTTP/1.1\\r\\nA : b\\r\\n\\r\\n, 400",
    "HTTP/1.1\\r\\n a: b\\r\\n\\r\\n, 400",
    "HTTP/1.1\\r\\nA: b\\nc: d\\r\\n\\r\\n, 400",
  })
  void aHeadThatIsNoneIsRefusedAndTheConnectionClosed(String rest, int status) throws IOException {
    try (var client = new Client(base)) {
      client.send("GET /delay/0 " + rest.translateEscapes());
      String answer = client.rest();
      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }
    assertEquals(0, backend.calls().counts().asked());
  }

  @Test
  void aHeadMayBe8KiBAndNoByteMore() throws IOException {
    try (var client = new Client(base)) {
      client.send("GET /delay/0 HTTP/1.1\r\na: " + "b".repeat(8192));
      assertTrue(client.upTo("\r\n").startsWith("HTTP/1.1 431 "));
    }
  }

  @Test
  void aBodyIsThrownAwayAndTheNextRequestFound() throws IOException {
    try (var client = new Client(base)) {
      client.send("POST /reset HTTP/1.1\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(20_000));
      client.upTo("\r\n\r\nreset\n");
      client.send("GET /delay/0 HTTP/1.0\r\n\r\n");
      assertTrue(client.rest().endsWith("\r\n\r\n0"));
    }
  }

  @Test
  void aThousandWaitAtOnce() throws Exception {
    var clients = new ArrayList<Client>();
    try {
      for (int i = 0; i < 1000; i++) {
        var client = new Client(base);
        clients.add(client);
        client.send("GET /delay/500 HTTP/1.1\r\nConnection: close\r\n\r\n");
      }
      for (Client client : clients) {
        assertFalse(client.rest().isEmpty());
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
    assertEquals(new Calls.Counts(1000, 1000, 0, 0, 0), backend.calls().counts());
  }
}
