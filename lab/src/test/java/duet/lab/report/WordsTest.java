package duet.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import duet.lab.sample.Figure;
import duet.lab.stats.Verdict;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Arm FIRST = arm("vertx-async");
  private static final Arm SECOND = arm("helidon-virtual");
  private static final Arm VISITED = arm("nginx=http://127.0.0.1:8080,pid=17");

  private static Arm arm(String text) {
    try {
      return Arm.parse(text);
    } catch (PlanException e) {
      throw new AssertionError(e);
    }
  }

  private static String said(Figure figure, Verdict verdict) {
    return Words.verdict(figure, verdict, FIRST, SECOND);
  }

  private static String visited(Verdict verdict) {
    return Words.verdict(Figure.CPU, verdict, FIRST, VISITED);
  }

  @Test
  void costsAreNeededTimesAreFastAndRatesAreServed() {
    for (Figure figure : Figure.values()) {
      String expected =
          switch (figure.kind()) {
            case COST -> "vertx-async needs less";
            case TIME -> "vertx-async is faster";
            case RATE -> "helidon-virtual serves more";
          };
      assertEquals(expected, said(figure, new Verdict.FirstNeedsLess()), figure.key());
    }
    assertEquals("vertx-async serves more", said(Figure.GOODPUT, new Verdict.SecondNeedsLess()));
    assertEquals("helidon-virtual is faster", said(Figure.MAX, new Verdict.SecondNeedsLess()));
    assertEquals("equivalent within 3 %", said(Figure.P99, new Verdict.Equivalent(0.03)));
    assertEquals(
        "inconclusive: 1 more trial of each should decide",
        said(Figure.P99, new Verdict.Inconclusive(OptionalInt.of(1))));
  }

  @Test
  void everyVerdictOnAVisitorIsOfOneProcess() {
    assertEquals("nginx needs less (of this one process)", visited(new Verdict.SecondNeedsLess()));
    assertEquals(
        "vertx-async needs less (of this one process)", visited(new Verdict.FirstNeedsLess()));
    assertEquals(
        "equivalent within 3 % (of this one process)", visited(new Verdict.Equivalent(0.03)));
    assertEquals(
        "equivalent within 3 % (of these two processes)",
        Words.verdict(Figure.CPU, new Verdict.Equivalent(0.03), VISITED, VISITED));
  }

  @Test
  void moreTrialsOfAVisitorAreNotSaidToDecide() {
    var open = new Verdict.Inconclusive(OptionalInt.of(14));

    assertEquals(
        "inconclusive (of this one process): a server given by URL is one process, whose luck more"
            + " trials do not remove",
        visited(open));
    assertEquals(
        "A server given by URL is one process, whose luck more trials do not remove.",
        Words.open(open, VISITED, FIRST));
  }
}
