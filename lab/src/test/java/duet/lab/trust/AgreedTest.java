package duet.lab.trust;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import duet.lab.stats.Judge;
import duet.lab.trust.Agreed.Under;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgreedTest {
  private static final Judge JUDGE = Judge.within(0.03, 42);
  private static final List<Under> OURS =
      Stream.of(20.0, 22.0, 21.0, 24.0, 23.0).map(cpu -> new Under(cpu, 0, 0.08)).toList();

  @Test
  void theRatioIsTheirsToOurs() {
    Agreed agreed = Agreed.of("wrk", OURS, times(1.01, 0), JUDGE);
    assertTrue(agreed.withinBand());
    assertEquals(
        List.of(
            "generator  cpu, µs/request  of it compilers  switches/request  ratio to duet's [95% CI]  without compilers     verdict",
            "duet       22.00            0.00             0.08",
            "wrk        22.22            0.00             0.16              1.010 [1.010, 1.010]      1.010 [1.010, 1.010]  agrees within 3 %"),
        Agreed.lines(List.of(agreed)).stream().map(String::stripTrailing).toList());
  }

  @Test
  void whatIsFartherOffDoesNotAgree() {
    assertFalse(Agreed.of("h2load", OURS, times(1.04, 0), JUDGE).withinBand());
  }

  @Test
  void whatTheServersCompilersNeedIsTakenOutBesideIt() {
    Agreed agreed = Agreed.of("h2load", OURS, times(1.2, 0.2), JUDGE);

    assertFalse(agreed.withinBand());
    assertEquals(1.2, requireNonNull(agreed.ratio()).estimate(), 1e-9);
    assertEquals(1.0, requireNonNull(agreed.ratioWithoutCompilers()).estimate(), 1e-9);
  }

  @Test
  void tooFewRoundsAgreeOnNothing() {
    Agreed agreed = Agreed.of("wrk", OURS.subList(0, 2), OURS.subList(0, 2), JUDGE);
    assertFalse(agreed.withinBand());
    assertTrue(Agreed.lines(List.of(agreed)).getLast().contains("none"));
  }

  private static Trial window(int run, String name, String server, double cpu, boolean counts) {
    return new Trial(
        run,
        "delay-20",
        name,
        0,
        "2026-11-28T00:00:00Z",
        counts ? List.of() : List.of("void"),
        List.of(server),
        List.of(),
        List.of(),
        Map.of(Figure.CPU.key(), cpu, Figure.CPU_COMPILERS.key(), 0.0, Figure.SWITCHES.key(), 0.1),
        null);
  }

  @Test
  void aRoundIsOfOneServerUnderWhichEachGeneratorHasAllItsWindows() {
    List<String> names = List.of("duet", "wrk");
    List<Trial> trials = new ArrayList<>();
    trials.add(window(1, "duet", "one", 20, true));
    trials.add(window(2, "wrk", "one", 20, true));
    trials.add(window(3, "duet", "one", 20, true));
    trials.add(window(4, "wrk", "two", 30, true));
    // Two of each by now, though not of one server.
    assertEquals(Map.of(), Agreed.round(trials, names, 0, 2));

    trials.add(window(5, "duet", "two", 40, true));
    trials.add(window(6, "duet", "two", 90, false));
    trials.add(window(7, "duet", "two", 42, true));
    assertEquals(Map.of(), Agreed.round(trials, names, 0, 2));

    trials.add(window(8, "wrk", "two", 32, true));
    assertEquals(41, requireNonNull(Agreed.round(trials, names, 0, 2).get("duet")).cpuMicros());
    assertEquals(31, requireNonNull(Agreed.round(trials, names, 0, 2).get("wrk")).cpuMicros());
    assertEquals(Map.of(), Agreed.round(trials, names, 1, 2));
  }

  /** So many times the CPU time, and of it so much of ours the compilers'. */
  private static List<Under> times(double ratio, double compilers) {
    return OURS.stream()
        .map(each -> new Under(ratio * each.cpuMicros(), compilers * each.cpuMicros(), 0.16))
        .toList();
  }
}
