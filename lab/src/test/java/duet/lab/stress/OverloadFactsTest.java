package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.load.LoadResult;
import duet.lab.sample.Footprint;
import duet.lab.stress.OverloadSeen.Load;
import duet.lab.stress.OverloadSeen.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OverloadFactsTest {
  private static final long MIB = 1 << 20;
  private static final Duration SOON = Duration.ofMillis(300);

  /** What one load of a second brought; 1,000 a second is what the server can. */
  private record Brought(
      long right, double servedMillis, double refusedMillis, Map<String, Long> failures, long rss) {
    static final Brought PEAK = new Brought(1000, 20, 1, Map.of(), 200);

    Brought right(long count) {
      return new Brought(count, servedMillis, refusedMillis, failures, rss);
    }

    Brought servedIn(double millis) {
      return new Brought(right, millis, refusedMillis, failures, rss);
    }

    Brought refusedIn(double millis) {
      return new Brought(right, servedMillis, millis, failures, rss);
    }

    Brought failing(Map<String, Long> otherwise) {
      return new Brought(right, servedMillis, refusedMillis, otherwise, rss);
    }

    Brought rssMiB(long mebibytes) {
      return new Brought(right, servedMillis, refusedMillis, failures, mebibytes);
    }

    Load at(double factor) {
      var refused = new Histogram(3);
      if (factor > 1 && refusedMillis > 0) {
        refused.recordValueWithCount(Math.round(refusedMillis * 1e6), 1000);
      }
      var service = new Histogram(3);
      service.recordValueWithCount(Math.round(servedMillis * 1e6), right);
      service.add(refused);
      return new Load(1000 * factor, result(service, refused), 0.75, rss * MIB);
    }

    private LoadResult result(Histogram service, Histogram refused) {
      String encoded = LoadResult.encoded(service);
      return new LoadResult(
          0,
          1_000_000_000,
          1,
          List.of(),
          service.getTotalCount(),
          right,
          right,
          failures,
          service.getTotalCount(),
          0,
          encoded,
          encoded,
          encoded,
          0,
          0,
          0,
          0,
          0,
          0,
          LoadResult.encoded(refused),
          right);
    }
  }

  private static Step step(double factor, Brought... rounds) {
    return new Step(factor, Arrays.stream(rounds).map(it -> it.at(factor)).toList());
  }

  /** At capacity all is well; at twice that it is as given, round by round. */
  private static List<Fact> facts(Duration recovered, boolean alive, Brought... rounds) {
    Brought[] peaks = Arrays.stream(rounds).map(_ -> Brought.PEAK).toArray(Brought[]::new);
    Step capacity = step(0, peaks);
    Step twice = step(2, rounds);
    return OverloadFacts.of(
        "db",
        128,
        new OverloadSeen(
            List.of(capacity, step(1, peaks), twice),
            150 * MIB,
            held(20),
            alive ? Optional.of(held(20)) : Optional.empty(),
            288 * MIB,
            Brought.PEAK.at(2).result(),
            recovered));
  }

  private static Fact fact(String row, Brought... rounds) {
    return named(row, facts(SOON, true, rounds));
  }

  private static Fact named(String row, List<Fact> facts) {
    return facts.stream().filter(it -> it.row().equals(row)).findFirst().orElseThrow();
  }

  @Test
  void aServerThatKeepsItsGoodputAndRefusesTheRestHolds() {
    List<Fact> facts = facts(SOON, true, Brought.PEAK, Brought.PEAK);

    assertTrue(facts.stream().allMatch(Fact::holds), facts::toString);
    assertEquals(
        List.of(
            "p99 < 10 ms",
            "0",
            ">= 90 % of the peak",
            "p99 <= 1 s",
            "p99 < 10 ms",
            "0",
            "at most a quarter more in the last",
            "<= 448 MiB",
            "<= +3 MiB",
            "0, 0, <= +8, <= +6",
            "0",
            "<= 5 s"),
        facts.stream().map(Fact::must).filter(it -> !it.isEmpty()).toList());
  }

  @Test
  void goodputUnderNineTenthsOfThePeakDoesNotHold() {
    String row = "db 2.0 × goodput, of the peak";

    assertTrue(fact(row, Brought.PEAK.right(900)).holds());
    Fact less = fact(row, Brought.PEAK.right(899));
    assertEquals(
        "899/s of 2,000/s, 90 % (worst 90; of the capacity 90); 0.75 processors of the server",
        less.value());
    assertFalse(less.holds());
  }

  @Test
  void aServerThatBringsNothingAnywhereDoesNotHold() {
    Brought nothing = Brought.PEAK.right(0);
    var seen =
        new OverloadSeen(
            List.of(step(0, nothing), step(2, nothing)),
            1,
            held(20),
            Optional.of(held(20)),
            288 * MIB,
            nothing.at(2).result(),
            SOON);

    assertFalse(named("db 2.0 × goodput, of the peak", OverloadFacts.of("db", 128, seen)).holds());
  }

  @Test
  void oneBadRoundIsToldAndTheMedianCounts() {
    Brought bad = Brought.PEAK.right(300).servedIn(3000).refusedIn(80);
    Brought[] oneBad = {Brought.PEAK, bad, Brought.PEAK};

    Fact goodput = fact("db 2.0 × goodput, of the peak", oneBad);
    assertEquals(
        "1,000/s of 2,000/s, 100 % (worst 30; of the capacity 100); 0.75 processors of the server",
        goodput.value());
    assertTrue(goodput.holds());
    assertTrue(fact("db 2.0 × served p50, p99", oneBad).holds());
    Fact refused = fact("db 2.0 × refused, p50, p99", oneBad);
    assertTrue(refused.value().startsWith("1,000/s, 1.0, 1.0 ms (worst 80"), refused::value);
    assertTrue(refused.holds());
    assertFalse(fact("db 2.0 × goodput, of the peak", bad, bad, Brought.PEAK).holds());
  }

  @Test
  void refusalsOfTwelveMillisecondsDoNotHold() {
    String row = "db 2.0 × refused, p50, p99";

    assertTrue(fact(row, Brought.PEAK.refusedIn(9)).holds());
    assertFalse(fact(row, Brought.PEAK.refusedIn(12)).holds());
  }

  @Test
  void aRoundThatRefusesNothingIsNoQuickRefusal() {
    Brought none = Brought.PEAK.refusedIn(0);
    Fact fact = fact("db 2.0 × refused, p50, p99", none, none, none, Brought.PEAK.refusedIn(12));
    assertFalse(fact.holds(), fact::value);
  }

  @Test
  void whatIsServedAfterMoreThanASecondDoesNotHold() {
    String row = "db 2.0 × served p50, p99";

    assertTrue(fact(row, Brought.PEAK.servedIn(990)).holds());
    assertFalse(fact(row, Brought.PEAK.servedIn(1010)).holds());
  }

  @Test
  void failuresOtherThanRefusalsDoNotHoldInWhateverRound() {
    String row = "db 2.0 × failed otherwise";

    assertTrue(fact(row, Brought.PEAK.failing(Map.of("refused", 5L, "unsent", 7L))).holds());
    Fact failed =
        fact(row, Brought.PEAK, Brought.PEAK.failing(Map.of("timeout", 1L)), Brought.PEAK);
    assertEquals("{timeout=1}", failed.value());
    assertFalse(failed.holds());
  }

  @Test
  void whatIsReachableAfterTheLoadAndWasNotBeforeDoesNotHold() {
    assertTrue(named("db: left in the heap", after(held(23))).holds());
    Fact grown = named("db: left in the heap", after(held(24)));
    assertEquals("24.00 MiB, +4.00", grown.value());
    assertFalse(grown.holds());
    assertFalse(
        after(new Held(1, 0, new Footprint(40, 20, 0, 0), 20 * MIB)).stream()
            .allMatch(Fact::holds));
  }

  private static Held held(long heapMebibytes) {
    return new Held(0, 0, new Footprint(40, 20, 0, 0), heapMebibytes * MIB);
  }

  private static List<Fact> after(Held held) {
    Step capacity = step(0, Brought.PEAK);
    return OverloadFacts.of(
        "db",
        128,
        new OverloadSeen(
            List.of(capacity, step(2, Brought.PEAK)),
            150 * MIB,
            held(20),
            Optional.of(held),
            288 * MIB,
            Brought.PEAK.at(2).result(),
            SOON));
  }

  @Test
  void memoryThatGrowsByHalfFromTheFirstToTheLastRoundDoesNotHold() {
    String row = "db: resident memory before, in each round";

    assertTrue(fact(row, Brought.PEAK, Brought.PEAK.rssMiB(250)).holds());
    Fact grown = fact(row, Brought.PEAK, Brought.PEAK, Brought.PEAK.rssMiB(300));
    assertEquals("150; 200, 200, 300 MiB", grown.value());
    assertFalse(grown.holds());
    assertEquals("", fact(row, Brought.PEAK.rssMiB(300)).must());
  }

  @Test
  void memoryHasABoundInWhateverRound() {
    String row = "db: most resident memory";

    assertTrue(fact(row, Brought.PEAK.rssMiB(448)).holds());
    Fact much = fact(row, Brought.PEAK, Brought.PEAK.rssMiB(449), Brought.PEAK);
    assertEquals("449 MiB", much.value());
    assertFalse(much.holds());
  }

  @Test
  void aServerIsAsBeforeWithinFiveSecondsAndAlive() {
    String row = "db: as before after";

    assertTrue(named(row, facts(Duration.ofSeconds(5), true, Brought.PEAK)).holds());
    assertFalse(named(row, facts(Duration.ofMillis(5001), true, Brought.PEAK)).holds());
    List<Fact> ended = facts(SOON, false, Brought.PEAK);
    assertFalse(named(row, ended).holds());
    assertFalse(named("db: left", ended).holds());
  }
}
