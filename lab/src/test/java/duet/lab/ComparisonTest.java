package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.plan.AskedOf;
import duet.lab.plan.Plan;
import duet.lab.report.Findings;
import duet.lab.report.Results;
import duet.lab.sample.Figure;
import duet.lab.sample.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final Asked ASKED =
      AskedOf.arms("a=vertx-async", "b=helidon-virtual", List.of("json"), 4);

  private static final String[] NOTHING = {};
  private static final String[] RAIN = {"it rained"};

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
        List.of(),
        Map.of(Figure.CPU.key(), slot.arm().name().equals("a") ? 10.0 : 11.0),
        null);
  }

  /** Both trials of a pair, the second void where there are faults. */
  private List<Trial> pair(Plan.Pair pair, int run, String... faults) {
    Trial leads = trial(pair.leads(), run);
    Trial follows = trial(pair.follows(), run + 1, faults);
    List<Trial> both =
        List.of(follows.counts() ? leads : leads.with("the trial beside it is void"), follows);
    both.forEach(each -> ran.add(each.arm() + each.pair() + (each.counts() ? "" : "!")));
    return both;
  }

  private List<Trial> run(Comparison.Runner runner) throws Exception {
    return new Comparison(ASKED.plan(), results, results.trials(), runner, terminal).run();
  }

  private String order() {
    return String.join(" ", ran);
  }

  @Test
  void everyPairIsRunOnceInItsTurnAndKept() throws Exception {
    List<Trial> trials = run((pair, run) -> pair(pair, run));
    assertEquals("a0 b0 b1 a1 a2 b2 b3 a3", order());
    assertEquals(trials, results.trials());
    assertTrue(Findings.of(ASKED.plan(), trials).complete());
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("pair 4/4  json  b and a"));
  }

  @Test
  void aVoidTrialIsShownKeptAndRunAgainWithTheOneBesideIt() throws Exception {
    List<Trial> trials =
        run((pair, run) -> run == 3 ? pair(pair, run, "it rained") : pair(pair, run));
    assertEquals("a0 b0 b1! a1! b1 a1 a2 b2 b3 a3", order());
    assertEquals(10, results.trials().size());
    Findings findings = Findings.of(ASKED.plan(), trials);
    assertTrue(findings.complete());
    assertEquals(2, findings.voided().size());
    assertTrue(
        said.toString(StandardCharsets.UTF_8)
            .contains(
                "pair 2 is void: b, the trial beside it is void; a, it rained; it is run again"),
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aVoidPairThatWasMeasuredOnceMoreCountsByItsSecondTime() throws Exception {
    List<Trial> trials =
        run(
            (pair, run) -> {
              var both = new ArrayList<>(pair(pair, run, run == 3 ? RAIN : NOTHING));
              if (run == 3) {
                both.addAll(pair(pair, run + 2));
              }
              return both;
            });
    assertEquals("a0 b0 b1! a1! b1 a1 a2 b2 b3 a3", order());
    assertEquals(trials, results.trials());
    assertTrue(Findings.of(ASKED.plan(), trials).complete());
    assertTrue(
        said.toString(StandardCharsets.UTF_8).contains("a, it rained; it is run again"),
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aPairThatStaysVoidEndsTheComparisonAndNothingIsLost() throws Exception {
    var e =
        assertThrows(
            LabException.class,
            () -> run((pair, run) -> run < 3 ? pair(pair, run) : pair(pair, run, "it rained")));
    assertEquals(
        "json: a pair was void 4 times: b, the trial beside it is void; a, it rained",
        e.getMessage());
    assertEquals(10, results.trials().size());
  }

  @Test
  void whatWasBrokenOffGoesOnWithThePairThatIsNotWhole() throws Exception {
    assertThrows(
        IOException.class,
        () ->
            run(
                (pair, run) -> {
                  if (run == 3) {
                    // as if it had been killed between the two files
                    results.write(trial(pair.leads(), run));
                    throw new IOException("the lights went out");
                  }
                  return pair(pair, run);
                }));
    ran.clear();
    List<Trial> trials = run((pair, run) -> pair(pair, run));
    assertEquals("b1 a1 a2 b2 b3 a3", order());
    Findings findings = Findings.of(ASKED.plan(), trials);
    assertTrue(findings.complete());
    assertEquals(
        List.of(1, 5, 6, 9),
        findings.workloads().getFirst().first().trials().stream().map(Trial::run).toList());
    assertEquals(
        List.of(2, 4, 7, 8),
        findings.workloads().getFirst().second().trials().stream().map(Trial::run).toList());
  }

  @Test
  void whereAFileIsGoneNoOtherIsOverwritten() throws Exception {
    run((pair, run) -> pair(pair, run));
    Files.delete(results.folder().resolve("trials/0003.json"));
    ran.clear();
    run((pair, run) -> pair(pair, run));
    assertEquals("b1 a1", order());
    assertEquals(
        List.of(1, 2, 4, 5, 6, 7, 8, 9, 10), results.trials().stream().map(Trial::run).toList());
  }

  @Test
  void aCompleteComparisonRunsNothingMore() throws Exception {
    run((pair, run) -> pair(pair, run));
    run(
        (_, _) -> {
          throw new AssertionError("nothing is left to be run");
        });
    assertEquals(8, results.trials().size());
  }
}
