package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Footprint;
import duet.lab.stress.Others.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RudeFactsTest {
  private static final int CLIENTS = 10;
  private static final Held BEFORE = held(0, 40, 20, 8 << 20);
  private static final List<Window> ALONE = List.of(p99(900_000), p99(1_000_000), p99(9_000_000));

  private static Held held(long connections, int descriptors, int threads, long heapBytes) {
    return new Held(
        connections, 0, new Footprint(descriptors, threads, 100 << 20, 100 << 20), heapBytes);
  }

  private static Window p99(long nanos) {
    return new Window(1000, 0, nanos / 2, nanos, 2 * nanos, 0);
  }

  private static Wave slow(String seen, double first, double last, long counted, Window others) {
    return new Wave(
        CLIENTS,
        Map.of(seen, CLIENTS),
        Optional.of(Duration.ofMillis((long) (first * 1000))),
        Optional.of(Duration.ofMillis((long) (last * 1000))),
        Map.of("head", counted),
        others,
        120 << 20,
        0,
        BEFORE);
  }

  /** By the words behind the colon. */
  private static Fact fact(String row, boolean judgesP99, Wave... waves) {
    var facts = new RudeFacts(ALONE, CLIENTS, BEFORE, judgesP99);
    facts.of(Rudeness.SLOW_HEAD, ClientTimes.STANDARD, List.of(waves));
    return facts.all().stream()
        .filter(each -> each.row().startsWith("slow heads: " + row))
        .findFirst()
        .orElseThrow();
  }

  private static Fact fact(String row, Wave... waves) {
    return fact(row, true, waves);
  }

  @Test
  void aLimitIsKeptFromItselfToASecondMore() {
    Window same = p99(1_000_000);
    Fact kept = fact("cut off after", slow("408, closed", 10, 11, CLIENTS, same));
    assertEquals("10.00 to 11.00 s", kept.value());
    assertEquals("10 to 11 s", kept.must());
    assertTrue(kept.holds());
    assertFalse(fact("cut off after", slow("408, closed", 9.99, 11, CLIENTS, same)).holds());
    assertFalse(fact("cut off after", slow("408, closed", 10, 11.01, CLIENTS, same)).holds());
  }

  @Test
  void everyClientIsToSeeTheSameEnd() {
    Window same = p99(1_000_000);
    assertTrue(fact("client sees", slow("408, closed", 10, 11, CLIENTS, same)).holds());
    Fact reset = fact("client sees", slow("reset", 10, 11, CLIENTS, same));
    assertEquals("10 reset", reset.value());
    assertEquals("10 408, closed", reset.must());
    assertFalse(reset.holds());
  }

  @Test
  void theServerIsToCountEachOnce() {
    Window same = p99(1_000_000);
    String row = "cut off by the server's count";
    assertTrue(fact(row, slow("408, closed", 10, 11, CLIENTS, same)).holds());
    assertFalse(fact(row, slow("408, closed", 10, 11, CLIENTS + 1, same)).holds());
  }

  @Test
  void theMedianOfTheWavesIsHeldAgainstTheMedianAlone() {
    Wave twice = slow("408, closed", 10, 11, CLIENTS, p99(2_000_000));
    Wave disturbed = slow("408, closed", 10, 11, CLIENTS, p99(50_000_000));
    assertTrue(fact("p99", twice).holds());
    assertFalse(fact("p99", disturbed).holds());
    assertTrue(fact("p99", disturbed, twice, twice).holds());
    assertFalse(fact("p99", disturbed, twice, disturbed).holds());
    assertEquals("", fact("p99", false, disturbed).must());
  }

  @Test
  void whatAJvmDoesByItselfIsNothingLeft() {
    assertTrue(held(0, 48, 26, 8 << 20).isBackTo(BEFORE));
    assertFalse(held(1, 40, 20, 8 << 20).isBackTo(BEFORE));
    assertFalse(held(0, 49, 20, 8 << 20).isBackTo(BEFORE));
    assertFalse(held(0, 40, 27, 8 << 20).isBackTo(BEFORE));
    assertTrue(held(0, 40, 20, 11 << 20).heapIsBackTo(BEFORE));
    assertFalse(held(0, 40, 20, (11 << 20) + 1).heapIsBackTo(BEFORE));
  }

  @Test
  void bytesOfRequestsThatAreKeptAreLeft() {
    Held leaks = new Held(0, 1, BEFORE.footprint(), BEFORE.heapBytes());

    assertFalse(leaks.isBackTo(BEFORE));
    assertFalse(leaks.isBackTo(leaks));
    Fact left = leaks.left("slow heads", BEFORE);
    assertEquals("0, 1, +0, +0", left.value());
    assertEquals("0, 0, <= +8, <= +6", left.must());
    assertFalse(left.holds());
  }

  @Test
  void aWaveThatLeavesSomethingIsTheOneThatIsTold() {
    Wave all = slow("408, closed", 10, 11, CLIENTS, p99(1_000_000));
    Wave leaks =
        new Wave(
            CLIENTS,
            all.seen(),
            all.first(),
            all.last(),
            all.counted(),
            all.others(),
            all.peakRssBytes(),
            0,
            held(3, 40, 20, 8 << 20));

    Fact left = fact("left", leaks, all);
    assertEquals("3, 0, +0, +0", left.value());
    assertFalse(left.holds());
    assertTrue(fact("left", all, all).holds());
  }

  @Test
  void slowClientsSendAByteInASecondToFive() {
    assertEquals(1_000_000_000L, Rudeness.everyNanos(0, 1000));
    assertEquals(3_000_000_000L, Rudeness.everyNanos(500, 1000));
    assertEquals(4_996_000_000L, Rudeness.everyNanos(999, 1000));
  }
}
