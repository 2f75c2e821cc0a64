package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.plan.Plan;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final Asked ASKED =
      new Asked(
          List.of("a=vertx-async", "b=helidon-virtual"),
          List.of("json"),
          "5000",
          false,
          64,
          false,
          4,
          10_000,
          3,
          42,
          false,
          false,
          "0",
          "1");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Terminal terminal =
      new Terminal(
          new PrintStream(said, true, StandardCharsets.UTF_8),
          new PrintStream(said, true, StandardCharsets.UTF_8),
          false);
  private final List<String> ran = new ArrayList<>();
  private Results results;

  ComparisonTest(@TempDir Path folder) throws Exception {
    results = Results.next(folder);
  }

  @BeforeEach
  void asked() throws Exception {
    results.write(ASKED);
  }

  private static Trial trial(Plan.Slot slot, int run, String... faults) {
    return new Trial(
        run,
        slot.workload().name(),
        slot.arm().name(),
        slot.pair(),
        "2026-11-27T00:00:00Z",
        List.of(faults),
        List.of(),
        List.of(10.0, 9.0),
        Map.of(Figure.CPU.key(), slot.arm().name().equals("a") ? 10.0 : 11.0),
        null);
  }

  private Trial note(Plan.Slot slot, Trial trial) {
    ran.add(slot.arm().name() + slot.pair() + (trial.counts() ? "" : "!"));
    return trial;
  }

  private List<Trial> run(Comparison.Runner runner) throws Exception {
    return new Comparison(ASKED.plan(), results, results.trials(), runner, terminal).run();
  }

  private String order() {
    return String.join(" ", ran);
  }

  @Test
  void everyTrialIsRunOnceInItsTurnAndKept() throws Exception {
    List<Trial> trials = run((slot, run) -> note(slot, trial(slot, run)));
    assertEquals("a0 b0 b1 a1 a2 b2 b3 a3", order());
    assertEquals(trials, results.trials());
    assertTrue(Findings.of(ASKED.plan(), trials).complete());
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("trial 8/8  json  a"));
  }

  @Test
  void aVoidTrialIsShownKeptAndRunAgain() throws Exception {
    List<Trial> trials =
        run((slot, run) -> note(slot, run == 3 ? trial(slot, run, "it rained") : trial(slot, run)));
    assertEquals("a0 b0 b1! b1 a1 a2 b2 b3 a3", order());
    assertEquals(9, results.trials().size());
    Findings findings = Findings.of(ASKED.plan(), trials);
    assertTrue(findings.complete());
    assertEquals(1, findings.voided().size());
    assertTrue(
        said.toString(StandardCharsets.UTF_8)
            .contains("trial 3 of b is void: it rained; it is run again"),
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aTrialThatStaysVoidEndsTheComparisonAndNothingIsLost() throws Exception {
    var e =
        assertThrows(
            LabException.class,
            () -> run((slot, run) -> run < 3 ? trial(slot, run) : trial(slot, run, "it rained")));
    assertEquals("b, json: a trial was void 4 times: it rained", e.getMessage());
    assertEquals(6, results.trials().size());
  }

  @Test
  void whatWasBrokenOffGoesOnWithThePairThatIsNotWhole() throws Exception {
    assertThrows(
        IOException.class,
        () ->
            run(
                (slot, run) -> {
                  if (run == 4) {
                    throw new IOException("the lights went out");
                  }
                  return trial(slot, run);
                }));
    assertEquals(3, results.trials().size());
    List<Trial> trials = run((slot, run) -> note(slot, trial(slot, run)));
    // b1 had run; a1 beside it had not, and the halves of a pair belong next to each other.
    assertEquals("b1 a1 a2 b2 b3 a3", order());
    Findings findings = Findings.of(ASKED.plan(), trials);
    assertTrue(findings.complete());
    assertEquals(
        List.of(1, 5, 6, 9),
        findings.workloads().getFirst().first().trials().stream().map(Trial::run).toList());
  }

  @Test
  void aCompleteComparisonRunsNothingMore() throws Exception {
    run((slot, run) -> trial(slot, run));
    run(
        (_, _) -> {
          throw new AssertionError("nothing is left to be run");
        });
    assertEquals(8, results.trials().size());
  }
}
