package duet.contract;

import static duet.contract.Served.last;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * The project's own backend as tests see it: told what is to go wrong, and asked what it was asked.
 *
 * @param base where it listens
 */
record ScriptedBackend(URI base) {

  /** Forgets scripts and counts. */
  void reset() throws IOException {
    post("/reset");
  }

  /**
   * What becomes of a call that has not begun yet.
   *
   * @param call 1 is the next one
   * @param deed {@code slow}, {@code fail}, {@code half} or {@code close}
   * @param millis how much longer than asked for that takes
   */
  void script(int call, String deed, int millis) throws IOException {
    post("/script?call=%d&do=%s&millis=%d".formatted(call, deed, millis));
  }

  /** One of {@code asked}, {@code answered}, {@code cancelled}, {@code failed}… */
  long count(String name) throws IOException {
    return Long.parseLong(counts().getOrDefault(name, "-1"));
  }

  /** Looks again and again until a count is this, for as long as an answer may take. */
  void awaitCount(String name, long wanted) throws IOException {
    long start = System.nanoTime();
    long count = count(name);
    while (count != wanted && System.nanoTime() - start < Wire.PATIENCE.toNanos()) {
      count = count(name);
    }
    assertEquals(wanted, count, name);
  }

  /** Looks again and again until whatever was asked has been cancelled. */
  void awaitAllCancelled() throws IOException {
    long start = System.nanoTime();
    Map<String, String> counts = counts();
    while (!Objects.equals(counts.get("asked"), counts.get("cancelled"))
        && System.nanoTime() - start < Wire.PATIENCE.toNanos()) {
      counts = counts();
    }
    assertEquals(counts.get("asked"), counts.get("cancelled"), counts.toString());
  }

  private Map<String, String> counts() throws IOException {
    String json = said(last("GET", "/counts")).strip();
    return FlatObject.parse(json).orElseThrow(() -> new AssertionError(json));
  }

  private void post(String target) throws IOException {
    said(
        request(
            "POST " + target + " HTTP/1.1",
            "Host: localhost",
            "Content-Length: 0",
            "Connection: close"));
  }

  private String said(String request) throws IOException {
    try (Wire wire = Wire.to(base)) {
      Answer answer = wire.send(request).answer();
      assertEquals(200, answer.status(), answer::body);
      return answer.body();
    }
  }
}
