package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /compute} and {@code /work}: what they answer, and that nobody else waits for it. */
public interface ComputeContract extends Served {

  /** Contract: n chained SHA-256 rounds, hex; the seed is 32 zero bytes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 999, 1000, 1001, 30_000})
  default void theAnswerIsThatManyRounds(int rounds) throws Exception {
    assertHash(rounds, ask(last("GET", "/compute/" + rounds)));
    assertHash(rounds, ask(last("GET", "/work?rounds=" + rounds)));
  }

  /** The one value everybody can look up: SHA-256 of 32 zero bytes. */
  @Test
  default void oneRoundIsTheHashOf32ZeroBytes() throws IOException {
    assertEquals(
        "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925",
        ask(last("GET", "/compute/1")).body());
  }

  /** Contract: n is 1..1,000,000; /work's rounds and wait may be 0. */
  @Patient
  @Test
  default void theBoundsAreInRange() throws Exception {
    assertHash(1_000_000, ask(last("GET", "/compute/1000000")));
    assertHash(0, ask(last("GET", "/work")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/compute/0",
        "/compute/1000001",
        "/compute/-1",
        "/compute/x",
        "/work?wait=-1",
        "/work?wait=60001",
        "/work?rounds=1000001",
        "/work?rounds=x"
      })
  default void whatIsOutOfRangeIs400(String target) throws IOException {
    assertProblem(ask(last("GET", target)), 400);
  }

  /** Contract: a wait, then the work. */
  @ParameterizedTest
  @CsvSource({"0, 10", "80, 0", "80, 10"})
  default void workWaitsFirst(int millis, int rounds) throws Exception {
    long start = System.nanoTime();
    assertHash(rounds, ask(last("GET", "/work?wait=" + millis + "&rounds=" + rounds)));
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(elapsed.toMillis() >= millis, elapsed::toString);
  }

  /** Contract: a wait holds no processor, so waits do not queue behind each other. */
  @Patient
  @Test
  default void fiftyWaitsPassTogether() throws Exception {
    var wires = new Wire[50];
    try {
      long start = System.nanoTime();
      for (int i = 0; i < wires.length; i++) {
        wires[i] = connect().send(kept("GET", "/work?wait=500&rounds=1"));
      }
      for (Wire wire : wires) {
        assertHash(1, wire.answer());
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(elapsed.toMillis() < 3000, elapsed::toString); // one after another they take 25 s
    } finally {
      closeAll(wires);
    }
  }

  /** Contract: never on an event loop, gated to the cores: all else goes on. */
  @Test
  default void nobodyElseWaitsForComputations() throws IOException {
    var wires = new Wire[24];
    try (Wire other = connect()) {
      for (int i = 0; i < wires.length; i++) {
        wires[i] = connect().send(kept("GET", "/compute/1000000"));
      }
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertEquals("Hello, World!", other.send(kept("GET", "/plaintext")).answer().body());
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      // 50 ms each; behind the computations they would take a second and more.
      assertTrue(elapsed.toMillis() < 1000, elapsed::toString);
    } finally {
      closeAll(wires);
    }
  }

  private static void assertHash(int rounds, Answer answer) throws NoSuchAlgorithmException {
    assertEquals(200, answer.status(), answer::head);
    assertEquals("text/plain", answer.field("Content-Type").orElse("none"));
    assertEquals("64", answer.field("Content-Length").orElse("none"));
    var sha256 = MessageDigest.getInstance("SHA-256");
    var hash = new byte[32];
    for (int i = 0; i < rounds; i++) {
      hash = sha256.digest(hash);
    }
    assertEquals(HexFormat.of().formatHex(hash), answer.body());
  }

  private static void closeAll(Wire... wires) throws IOException {
    for (Wire wire : wires) {
      if (wire != null) {
        wire.close();
      }
    }
  }
}
