package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    var claims =
        java.util.stream.IntStream.range(0, 2)
            .mapToObj(i -> Claim.of(Section.of(i, findings), findings.plan().rate()))
            .toList();

    assertEquals(
        "No verdict on all 2 workloads",
        Claim.headline(claims, findings.plan().first(), findings.plan().second()));
  }
}
