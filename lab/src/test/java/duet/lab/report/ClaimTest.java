package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClaimTest {
  @Test
  void aRatioReadsAsMoreOrLess() {
    assertEquals("8.2 % more", Quantity.change(1.0821));
    assertEquals("0.2 % less", Quantity.change(0.998));
    assertEquals("12 % less", Quantity.change(0.88));
    assertEquals("10 % more", Quantity.change(1.0996));
    assertEquals("2.31 × as much", Quantity.change(2.31));
  }

  @Test
  void whatIsNotAllNeverReadsAsIfItWere() {
    assertEquals("100.00%", Quantity.percent(1));
    assertEquals("99.9970%", Quantity.percent(199_994 / 200_000.0));
    assertEquals("99.9999%", Quantity.percent(1 - 1e-9));
    assertEquals("99.50%", Quantity.percent(0.995));
  }

  @Test
  void controlCharactersAreNotPrintable() {
    assertEquals("a\ufffd[31m", Words.printable("a\u001b[31m"));
    assertEquals("µ ÷ ’", Words.printable("µ ÷ ’"));
  }

  @Test
  void allTheSameIsSaidOnce() {
    var asked = Invented.asked("helidon-virtual", 10, "json", "db");
    var findings = Invented.findings(asked, Invented.trials(asked, 0));

    assertEquals(
        "No verdict on all 2 workloads", Claim.headline(claims(findings), findings.plan()));
  }

  @Test
  void aDifferenceIsSaidWithItsVerdict() {
    String json = claims(Invented.findings(Invented.ASKED, trials())).get(0).detail();

    assertTrue(
        json.matches("helidon-virtual needs [78]\\.[0-9] % more than vertx-async: .*"), json);
  }

  @Test
  void fromTwiceOnADifferenceIsAMultiple() {
    String json = claim(Figure.CPU, 2.31).detail();

    assertTrue(json.startsWith("helidon-virtual needs 2.31 × as much as vertx-async: "), json);
    assertTrue(json.contains("(95% CI: 2.3"), json);
    assertEquals("12 % less than", Quantity.changeFrom(0.88));
  }

  @Test
  void whatIsOpenIsSaidToBeMeasuredAndWhatItCouldBe() {
    String delay = claims(Invented.findings(Invented.ASKED, trials())).get(2).detail();

    assertFalse(delay.contains(" needs "), delay);
    assertTrue(
        delay.matches(
            "helidon-virtual against vertx-async: measured [0-9.]+ % (more|less), [0-9.]+"
                + " against [0-9.]+ µs/request; could be [0-9.]+ % less to [0-9.]+ % more"
                + " \\(98\\.3% CI\\)\\. [0-9]+ more trials of each should decide\\."),
        delay);
  }

  @Test
  void aClosedLoopIsJudgedByTheRateAchieved() {
    var asked = Invented.closed(Pages.ONE);
    List<Trial> trials =
        Invented.trials(asked).stream()
            .map(
                trial ->
                    Invented.with(
                        trial,
                        Figure.ACHIEVED.key(),
                        (trial.arm().equals("vertx-async") ? 5000 : 6000) + trial.run()))
            .toList();
    Claim claim = claims(Invented.findings(asked, trials)).getFirst();

    assertEquals("helidon-virtual serves more requests per second", claim.verdict());
    assertTrue(
        claim.detail().startsWith("helidon-virtual serves 20 % more than vertx-async: "),
        claim.detail());
    assertEquals("cpu", claim.others().getFirst().label());
    assertTrue(claim.href().endsWith("-achievedPerSecond"), claim.href());
  }

  @Test
  void whatIsCountedStandsBesideCpuTime() {
    assertEquals(
        List.of("allocated", "context switches", "p99", "rss"),
        claims(Invented.findings(Invented.ASKED, trials())).getFirst().others().stream()
            .map(Claim.Other::label)
            .toList());
  }

  private static List<Trial> trials() {
    return Invented.trials(Invented.ASKED);
  }

  private static List<Claim> claims(Findings findings) {
    return IntStream.range(0, findings.workloads().size())
        .mapToObj(i -> Claim.of(Section.of(i, findings), findings.plan()))
        .toList();
  }

  /** Of a comparison in which the second arm has the first one's figure times this. */
  private static Claim claim(Figure figure, double factor) {
    List<Trial> trials =
        Invented.trials(Pages.ONE).stream()
            .map(
                trial ->
                    Invented.with(
                        trial,
                        figure.key(),
                        (trial.arm().equals("vertx-async") ? 1 : factor)
                            * (1000 + trial.pair() % 3)))
            .toList();
    return claims(Invented.findings(Pages.ONE, trials)).getFirst();
  }
}
