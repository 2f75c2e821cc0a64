package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  private static LogRecord event(String message) {
    var event = new LogRecord(Level.WARNING, message);
    event.setInstant(Instant.parse("2026-11-06T07:08:09.123Z"));
    event.setLoggerName("duet.test");
    return event;
  }

  private static LogRecord failure() {
    var event = event("a handler failed");
    event.setThrown(new IllegalStateException("two\nlines", new RuntimeException("the \"cause\"")));
    return event;
  }

  @Test
  void anEventIsALine() {
    assertEquals(
        "2026-11-06T07:08:09.123Z WARNING duet.test: it rains\n",
        new LogLines(false).format(event("it rains")));
  }

  @Test
  void asJsonItIsAnObject() {
    assertEquals(
        "{\"time\":\"2026-11-06T07:08:09.123Z\",\"level\":\"WARNING\",\"logger\":\"duet.test\","
            + "\"message\":\"it \\\"rains\\\"\\nhard\"}\n",
        new LogLines(true).format(event("it \"rains\"\nhard")));
  }

  @Test
  void aStackTraceIsOnTheSameLineWithItsCause() {
    for (boolean json : new boolean[] {false, true}) {
      String line = new LogLines(json).format(failure());
      assertEquals(1, line.lines().count(), line);
      assertTrue(line.contains("IllegalStateException: two\\nlines"), line);
      assertTrue(line.contains("Caused by: java.lang.RuntimeException: the "), line);
      assertTrue(line.contains("LogLinesTest.java:"), line);
    }
  }

  @Test
  void parametersAreFilledIn() {
    var event = event("{0} of {1}");
    event.setParameters(new Object[] {"one", "two"});
    assertTrue(new LogLines(false).format(event).endsWith(": one of two\n"));
  }

  @Test
  void noPasswordIsLogged() {
    var event = event("cannot reach postgresql://me:se@cr/et@db/name?password=secret&x=1");
    event.setThrown(new IllegalStateException("jdbc:postgresql://me:secret@db/name failed"));
    for (boolean json : new boolean[] {false, true}) {
      String line = new LogLines(json).format(event);
      assertFalse(line.contains("secret") || line.contains("se@cr"), line);
      assertTrue(line.contains("postgresql://…@db/name?password=…&x=1"), line);
    }
  }

  @Test
  void aMessageWithoutEndIsCutOff() {
    assertTrue(new LogLines(false).format(event("x".repeat(1_000_000))).length() < 5000);
  }
}
