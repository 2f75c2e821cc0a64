package duet.contract;

import static duet.contract.ScriptedServer.say;
import static duet.contract.Suite.closing;
import static duet.contract.Suite.problem;
import static duet.contract.Suite.root;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ScriptedServer.Script;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A case that a server cannot keep is an exception by name, and only as long as it is one. */
class RefusalTest {
  private static final String REQUEST = Served.request("GET / HTTP/9.9");

  private record Subject(URI base, Map<String, String> exceptions) implements Served {
    @Override
    public Wire connect() throws IOException {
      return Wire.to(base, Duration.ofMillis(200));
    }
  }

  private static void assertRefused(Script script, Map<String, String> exceptions)
      throws IOException {
    try (var server = new ScriptedServer(script)) {
      Refusal.assertRefused(new Subject(server.base(), exceptions), "version", REQUEST, 505);
    }
  }

  @Test
  void aServerThatAnswersWhatItMustRefuseFails() {
    var failure =
        assertThrows(AssertionError.class, () -> assertRefused(closing(root("close")), Map.of()));
    assertTrue(String.valueOf(failure.getMessage()).endsWith("expected: <505> but was: <200>"));
  }

  @Test
  void aServerThatGoesOnAfterARefusalFails() {
    assertThrows(
        AssertionError.class,
        () -> assertRefused(client -> say(client, problem(505, "no", "close")), Map.of()));
    assertThrows(
        AssertionError.class,
        () -> assertRefused(closing(problem(505, "no", "close") + root("close")), Map.of()));
  }

  @Test
  void anExceptionHoldsWhileTheServerDoesOtherwise() {
    assertDoesNotThrow(
        () -> assertRefused(closing(root("close")), Map.of("version", "no hook for it")));
  }

  @Test
  void anExceptionOfAnotherCaseExcusesNothing() {
    assertThrows(
        AssertionError.class,
        () -> assertRefused(closing(root("close")), Map.of("host", "no hook for it")));
  }

  @Test
  void controlsAreWrittenSoThatTheyCanBeSeen() {
    assertEquals("a\r\n\t\0\u00ff\\b\"", Escaped.bytes("a\\r\\n\\t\\x00\\xff\\\\b\\\""));
  }
}
