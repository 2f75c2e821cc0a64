package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.stress.Outcome.Ending;
import duet.lab.stress.Outcome.Unanswered;
import duet.lab.stress.ShutdownFacts.Ended;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ShutdownFactsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Of one request that was sent after the signal, reset, and is not in the log. */
  private static Fact fact(String row, boolean onUsed) {
    var call = new Call(1, "GET / HTTP/1.1", 1, 2, new Unanswered(Ending.RESET), onUsed);
    Account account = Account.of(List.of(call), new AccessLines(Map.of(), List.of(), List.of()), 0);
    var facts = new ShutdownFacts(SECOND, SECOND);
    facts.requests("close", List.of(new Ended(account, SECOND, OptionalInt.of(0))));
    return facts.all().stream()
        .filter(it -> it.row().equals("close: " + row))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRequestThatOnlyTheKernelHadTakenIsTold() {
    Fact told = fact("connected, never read", false);
    assertEquals("1", told.value());
    assertEquals("", told.must());
    assertTrue(fact("never read, on a used connection", false).holds());
  }

  @Test
  void oneThatWasResetOnAConnectionTheServerHadDoesNotHold() {
    assertEquals("0", fact("connected, never read", true).value());
    Fact reset = fact("never read, on a used connection", true);
    assertEquals("1", reset.value());
    assertFalse(reset.holds());
  }
}
