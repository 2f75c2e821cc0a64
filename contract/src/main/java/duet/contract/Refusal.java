package duet.contract;

import static duet.contract.Served.assertGone;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;

/**
 * What becomes of bytes that a server must not take for a request: a status, the end of the
 * connection, and nothing that follows them is answered. What the status's document looks like is
 * {@link RefusalContract}'s.
 */
final class Refusal {
  private Refusal() {}

  /**
   * Asserts that a server refuses this, alone or among others, in one segment or two.
   *
   * @param id by which a server names it that cannot do so ({@link Served#exceptions()})
   * @param request all of it: a server that waits for more has not refused it
   */
  static void assertRefused(Served server, String id, String request, int status)
      throws IOException {
    String reason = server.exceptions().get(id);
    if (reason == null) {
      assertRefused(server, request, status);
      return;
    }
    assertThrows(
        AssertionError.class,
        () -> assertRefused(server, request, status),
        () -> "is refused after all and no exception any more: " + id + " (" + reason + ")");
    ContractTable.excepted(id, reason);
  }

  private static void assertRefused(Served server, String request, int status) throws IOException {
    int middle = request.length() / 2;
    for (String[] pieces :
        new String[][] {
          {request},
          {request + last("GET", "/plaintext")},
          {request.substring(0, middle), request.substring(middle) + last("GET", "/plaintext")}
        }) {
      try (Wire wire = server.connect()) {
        wire.sendAside(pieces);
        assertEnds(wire, status);
      }
    }
    try (Wire wire = server.connect()) {
      wire.sendAside(kept("GET", "/") + request + last("GET", "/plaintext"));
      assertEquals(200, wire.answer().status());
      assertEnds(wire, status);
    }
  }

  private static void assertEnds(Wire wire, int status) throws IOException {
    Answer answer;
    try {
      answer = wire.answer();
    } catch (IOException e) {
      throw new AssertionError("must be answered with " + status + ": " + e, e);
    }
    assertEquals(status, answer.status(), () -> answer.head() + answer.body());
    assertGone(wire);
  }
}
