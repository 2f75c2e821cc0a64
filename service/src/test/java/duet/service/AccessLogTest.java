package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccessLogTest {

  private static AccessEntry entry(String request) {
    return new AccessEntry(
        Instant.parse("2026-11-06T07:08:09.123456Z"), "127.0.0.1", request, 200, 13, 1_234_567);
  }

  @Test
  void aLineIsTheCommonLogFormatAndMicroseconds() {
    assertEquals(
        "127.0.0.1 - - [06/Nov/2026:07:08:09 +0000] \"GET / HTTP/1.1\" 200 13 1234",
        entry("GET / HTTP/1.1").text());
  }

  @Test
  void asJsonItIsAnObject() {
    assertEquals(
        "{\"time\":\"2026-11-06T07:08:09.123456Z\",\"client\":\"127.0.0.1\","
            + "\"request\":\"GET /?q=\\\"x\\\" HTTP/1.1\",\"status\":200,\"bytes\":13,\"micros\":1234}",
        entry("GET /?q=\"x\" HTTP/1.1").json());
  }

  @Test
  void whatIsInTheRequestLineBreaksNoLine() {
    String line = entry("GET /\r\n\u001b[31m\"\\\u00e9\u2028 HTTP/1.1").text();
    assertTrue(line.contains("\"GET /\\r\\n\\x1b[31m\\\"\\\\\\xe9\\u2028 HTTP/1.1\""), line);
    assertFalse(entry("GET /\r\n\u001b \u007f HTTP/1.1").json().contains("\n"));
  }

  @Test
  void anOverlongRequestLineIsCutOff() {
    assertTrue(entry("GET /" + "x".repeat(100_000)).text().length() < 1200);
    assertTrue(entry("GET /" + "x".repeat(100_000)).json().length() < 1200);
  }

  @Test
  void closedItHasWrittenAllThatWaited() {
    var out = new ByteArrayOutputStream();
    var log = new AccessLog(AccessEntry::text, () -> {}, out, 10_000);
    for (int i = 0; i < 5000; i++) {
      log.answered(entry("GET /delay/" + i + " HTTP/1.1"));
    }
    log.start();
    log.close();
    assertEquals(5000, out.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void whatItCannotKeepUpWithIsDroppedAndCounted() {
    var dropped = new AtomicInteger();
    var log =
        new AccessLog(
            AccessEntry::text, dropped::incrementAndGet, OutputStream.nullOutputStream(), 3);
    for (int i = 0; i < 10; i++) {
      log.answered(entry("GET / HTTP/1.1")); // nobody writes yet
    }
    assertEquals(7, dropped.get());
  }

  @Test
  void aLogThatIsStuckHoldsNobodyUpForLong() throws Exception {
    var stuck = new CountDownLatch(1);
    var out =
        new OutputStream() {
          @Override
          public void write(int b) {
            try {
              stuck.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        };
    var log = new AccessLog(AccessEntry::text, () -> {}, out, 10);
    log.start();
    log.answered(entry("GET / HTTP/1.1"));
    long start = System.nanoTime();
    log.close();
    assertTrue(System.nanoTime() - start < 4_000_000_000L);
    stuck.countDown();
  }
}
