package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The admin port: what is said of a server that is well. A server's test class implements this and
 * says where both of its ports are; nobody else may use the server meanwhile.
 */
public interface AdminContract extends Served {

  /** A PostgreSQL that is unpacked for the first time takes some seconds. */
  Duration PATIENCE = Duration.ofSeconds(60);

  /** Where health, metrics and settings are: {@code http://host:port}. */
  URI admin();

  /** What the admin port answers. */
  default Answer asked(String request) throws IOException {
    try (Wire wire = Wire.to(admin())) {
      wire.send(request);
      return request.startsWith("HEAD ") ? wire.answerToHead() : wire.answer();
    }
  }

  /** All figures, as they are now. */
  default Exposed metrics() throws IOException {
    Answer answer = asked(last("GET", "/metrics"));
    assertEquals(200, answer.status(), answer::head);
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8", answer.field("Content-Type").orElse("none"));
    return Exposed.parse(answer.text());
  }

  /** Waits until the server has all it needs. */
  default void awaitReady() throws IOException {
    try (Wire monitor = Wire.to(admin())) {
      awaitReady(monitor);
    }
  }

  /** Waits until the server whose admin port this is has all it needs. */
  static void awaitReady(Wire monitor) throws IOException {
    long start = System.nanoTime();
    Answer answer;
    do {
      monitor.send(kept("GET", "/health/ready"));
      answer = monitor.answer();
    } while (answer.status() == 503 && System.nanoTime() - start < PATIENCE.toNanos());
    assertEquals(200, answer.status(), answer::body);
  }

  /** Contract: a server that serves is alive, and ready if nothing that it needs is missing. */
  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  default void aServerThatIsWellSaysSo(String path) throws IOException {
    Answer answer = asked(last("GET", path));
    assertEquals(200, answer.status(), answer::head);
    assertEquals("application/json", answer.field("Content-Type").orElse("none"));
    assertEquals("{\"status\":\"up\"}", answer.body());
  }

  /** Contract, "Every route", holds on the admin port too. */
  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/metrics", "/settings"})
  default void methodsAreThoseOfAnyRoute(String path) throws IOException {
    try (Wire wire = Wire.to(admin())) {
      wire.send(kept("HEAD", path));
      Answer head = wire.answerToHead();
      assertEquals(200, head.status(), head::head);
      assertFalse(head.field("Content-Length").orElse("0").equals("0"), head::head);
      wire.send(kept("OPTIONS", path));
      Answer options = wire.answer();
      assertEquals(200, options.status(), options::head);
      assertEquals("GET, HEAD, OPTIONS", options.field("Allow").orElse("none"));
      wire.send(kept("DELETE", path));
      Answer refused = wire.answer();
      assertProblem(refused, 405);
      assertEquals("GET, HEAD, OPTIONS", refused.field("Allow").orElse("none"));
      wire.send(kept("BREW", path));
      assertProblem(wire.answer(), 501);
      wire.send(last("GET", path));
      assertEquals(200, wire.answer().status());
    }
  }

  /** The two ports have nothing in common. */
  @Test
  default void neitherPortAnswersForTheOther() throws IOException {
    assertProblem(asked(last("GET", "/plaintext")), 404);
    assertProblem(asked(last("GET", "/")), 404);
    assertProblem(ask(last("GET", "/metrics")), 404);
    assertProblem(ask(last("GET", "/health/live")), 404);
  }

  /** HTTP/1.0 monitors are as welcome as HTTP/1.0 clients. */
  @Test
  default void anHttp10MonitorIsAnswered() throws IOException {
    assertEquals(200, asked(request("GET /health/live HTTP/1.0")).status());
  }

  /** Contract: what is in force; numbers and truth values are such in JSON. */
  @Test
  default void settingsSayWhatIsInForce() throws IOException {
    Answer answer = asked(last("GET", "/settings"));
    assertEquals(200, answer.status(), answer::head);
    assertEquals("application/json", answer.field("Content-Type").orElse("none"));
    Map<String, String> shared = member(answer.text(), "shared");
    assertEquals("true", shared.get("tcpNoDelay"), shared::toString);
    assertEquals("4096", shared.get("backlog"), shared::toString);
    assertEquals("true", shared.get("metrics"), shared::toString);
    Map<String, String> own = member(answer.text(), "own");
    assertEquals(Integer.toString(base().getPort()), own.get("port"), own::toString);
    assertEquals(Integer.toString(admin().getPort()), own.get("adminPort"), own::toString);
    assertTrue(answer.text().startsWith("{\"server\":\""), answer::text);
  }

  private static Map<String, String> member(String json, String name) {
    Matcher member = Pattern.compile("\"" + name + "\":(\\{[^{}]*\\})").matcher(json);
    assertTrue(member.find(), json);
    return FlatObject.parse(member.group(1)).orElseThrow(() -> new AssertionError(json));
  }

  /** Contract: the same metrics in both servers; the list is this one. */
  @Test
  default void metricsAreThoseOfTheList() throws IOException {
    ask(last("GET", "/plaintext"));
    assertEquals(Exposed.EXPECTED, metrics().families());
  }

  /** Every answer counts once, under its route's pattern, and so do refusals. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /plaintext HTTP/1.1 > /plaintext GET 200",
        "HEAD /plaintext HTTP/1.1 > /plaintext HEAD 200",
        "GET /delay/1 HTTP/1.1 > /delay/{ms} GET 200",
        "GET /delay/2?x=1 HTTP/1.1 > /delay/{ms} GET 200",
        "OPTIONS /json HTTP/1.1 > none OPTIONS 200",
        "POST /json HTTP/1.1 > none POST 405",
        "GET /nowhere-of-a-crawler HTTP/1.1 > none GET 404",
        "BREW / HTTP/1.1 > none other 501",
        "GET > none other 400"
      })
  default void anAnswerIsCountedOnce(String row) throws IOException, InterruptedException {
    String[] asked = row.split(" > ", -1);
    String[] labels = asked[1].split(" ", -1);
    String counter =
        "duet_requests_total{route=\"%s\",method=\"%s\",status=\"%s\"}"
            .formatted((Object[]) labels);
    String timer = "duet_request_seconds_count{route=\"%s\"}".formatted(labels[0]);
    Exposed before = metrics();
    ask(request(asked[0], "Host: localhost", "Connection: close"));
    Exposed after =
        Exposed.eventually(this::metrics, now -> now.value(counter) > before.value(counter));
    assertEquals(before.value(counter) + 1, after.value(counter), counter);
    assertEquals(before.value(timer) + 1, after.value(timer), timer);
    assertEquals(0, after.value("duet_requests_in_flight"));
  }

  /** What is under way is in flight, its connection open; a client that leaves is a 499. */
  @Test
  default void aClientThatLeavesIsCountedAs499() throws IOException, InterruptedException {
    String gone = "duet_requests_total{route=\"/delay/{ms}\",method=\"GET\",status=\"499\"}";
    Exposed before = metrics();
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/delay/30000"));
      Exposed during =
          Exposed.eventually(this::metrics, now -> now.value("duet_requests_in_flight") == 1);
      assertEquals(1, during.value("duet_requests_in_flight"));
      assertTrue(during.value("duet_connections") >= 1);
    }
    Exposed after = Exposed.eventually(this::metrics, now -> now.value(gone) > before.value(gone));
    assertEquals(before.value(gone) + 1, after.value(gone));
    assertEquals(0, after.value("duet_requests_in_flight"));
  }

  /** One that leaves before there was a request was none's client, and nobody refused it. */
  @Test
  default void aClientThatLeavesWithinAHeadIsNotCounted() throws IOException, InterruptedException {
    String requests = "duet_requests_total{route=\"none\",method=\"other\",status=\"400\"}";
    Exposed before = metrics();
    for (String part :
        new String[] {"GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"}) {
      try (Wire wire = connect()) {
        wire.send(part);
        Exposed.eventually(
            this::metrics, now -> now.value("duet_connections") > before.value("duet_connections"));
      }
      Exposed after =
          Exposed.eventually(
              this::metrics,
              now -> now.value("duet_connections") == before.value("duet_connections"));
      assertEquals(before.value(requests), after.value(requests), part);
    }
  }

  /** A body has its rules on this port too. */
  @Test
  default void bodiesAreReadOverWithinTheirLimits() throws IOException {
    String chunked = request("GET /health/live HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    try (Wire wire = Wire.to(admin())) {
      wire.send(chunked + "5\r\nhello\r\n0\r\n\r\n" + chunked + "100001\r\n");
      assertEquals(200, wire.answer().status());
      assertProblem(wire.answer(), 413);
    }
    assertProblem(asked(chunked + "zz\r\n"), 400);
  }

  /** One that leaves in the middle of its request's body is a 499 too. */
  @Test
  default void aClientThatLeavesWithinItsUploadIsCountedAs499()
      throws IOException, InterruptedException {
    String gone = "duet_requests_total{route=\"/echo\",method=\"POST\",status=\"499\"}";
    Exposed before = metrics();
    try (Wire wire = connect()) {
      wire.send(request("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 9") + "half");
      Exposed.eventually(this::metrics, now -> now.value("duet_requests_in_flight") == 1);
    }
    Exposed after = Exposed.eventually(this::metrics, now -> now.value(gone) > before.value(gone));
    assertEquals(before.value(gone) + 1, after.value(gone));
    assertEquals(0, after.value("duet_requests_in_flight"));
  }

  /** The histogram is cumulative and its last bucket holds all. */
  @Test
  default void aWaitIsTimed() throws IOException, InterruptedException {
    String route = "route=\"/delay/{ms}\"";
    String sum = "duet_request_seconds_sum{" + route + "}";
    Exposed before = metrics();
    ask(last("GET", "/delay/120"));
    Exposed after = Exposed.eventually(this::metrics, now -> now.value(sum) > before.value(sum));
    double seconds = after.value(sum) - before.value(sum);
    assertTrue(0.12 <= seconds && seconds < 2, () -> "seconds=" + seconds);
    String bucket = "duet_request_seconds_bucket{" + route + ",le=\"%s\"}";
    String below = bucket.formatted("0.1");
    assertEquals(before.value(below), after.value(below));
    assertEquals(
        after.value("duet_request_seconds_count{" + route + "}"),
        after.value(bucket.formatted("+Inf")));
  }
}
