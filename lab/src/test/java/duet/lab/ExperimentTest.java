package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.plan.Asked;
import duet.lab.plan.AskedOf;
import duet.lab.plan.Plan;
import duet.lab.plan.PlanException;
import duet.lab.report.Results;
import duet.lab.report.Setting;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
  private static final Asked ASKED =
      AskedOf.arms("a=vertx-async", "b=helidon-virtual", List.of("json"), 5);

  private final Home home;
  private final Terminal terminal = Terminal.ofProcess();

  ExperimentTest(@TempDir Path folder) {
    home = new Home(folder);
  }

  private Results begun(String command) throws Exception {
    Results results = Experiment.begin(home, terminal, ASKED, command).results();
    results.write(setting(home.commit()));
    return results;
  }

  private Results resumed(String command, String folder, @Nullable Integer trials)
      throws Exception {
    return Experiment.resume(home, terminal, command, folder, trials).results();
  }

  private String refused(String command, String folder, @Nullable Integer trials) {
    return String.valueOf(
        assertThrows(PlanException.class, () -> resumed(command, folder, trials)).getMessage());
  }

  private static void complete(Results results) throws Exception {
    for (Plan.Slot slot : results.asked().plan().slots()) {
      run(results, slot, 2 * slot.pair() + (slot.arm().name().equals("a") ? 1 : 2));
    }
    Files.createFile(results.page());
  }

  private static void run(Results results, Plan.Slot slot, int run) throws IOException {
    results.write(
        new Trial(
            run,
            slot.workload().name(),
            slot.arm().name(),
            slot.pair(),
            "2026-11-27T00:00:00Z",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            null));
  }

  @Test
  void eachCommandGoesOnWithTheLastOfItsOwnThatIsNotDone() throws Exception {
    Results first = begun("compare");
    Results second = begun("compare");
    complete(second);
    Results diff = begun("diff");
    begun("trust same");
    Files.createDirectories(home.results().resolve("other"));
    Files.writeString(home.results().resolve("other/plan.json"), "{}");
    assertEquals(first, resumed("compare", "", null));
    assertEquals(diff, resumed("diff", "", null));
    complete(first);
    assertEquals(
        "--resume needs a folder: there is no duet compare in %s that was broken off"
            .formatted(home.results()),
        refused("compare", "", null));
  }

  @Test
  void whatWasRefusedBeforeItsFirstTrialIsPassedOver() throws Exception {
    Results brokenOff = begun("compare");
    var _ = Experiment.begin(home, terminal, ASKED, "compare");
    assertEquals(brokenOff, resumed("compare", "", null));
  }

  @Test
  void whatAnotherCommandBeganIsRefusedByName() throws Exception {
    Results diff = begun("diff");
    assertEquals(
        "--resume must name what duet compare began, and duet diff began '%s'"
            .formatted(diff.folder()),
        refused("compare", diff.folder().toString(), null));
  }

  @Test
  void aFolderOfBeforeThatWasKeptIsAComparisonUnlessItIsMarked() throws Exception {
    Results old = begun("compare");
    Files.delete(old.folder().resolve("command.json"));
    assertEquals(new Begun("compare", 5), Begun.of(old));
    old.write("trust-same.json", Map.of("command", "same"));
    assertEquals(new Begun("trust same", 5), Begun.of(old));
  }

  @Test
  void moreTrialsGoIntoThePlanAndFewerAreRefused() throws Exception {
    Results results = begun("compare");
    complete(results);
    assertEquals(results, resumed("compare", "", 19));
    assertEquals(ASKED.withTrials(19), results.asked());
    assertEquals(new Begun("compare", 5), Begun.of(results));
    assertEquals(
        "--trials must be at least the 19 that %s was asked for: 18".formatted(results.folder()),
        refused("compare", results.folder().toString(), 18));
    assertEquals("--trials must be 1..1000: 1001", refused("compare", "", 1001));
  }

  @Test
  void whatComparesNoArmsHasNoPage() throws Exception {
    Results results = begun("trust stall");
    var e = assertThrows(PlanException.class, () -> Begun.comparison(results.folder()));
    assertEquals(
        "'%s' is no comparison: duet trust stall began it, and keeps what it finds in trust.json"
            .formatted(results.folder()),
        e.getMessage());
  }

  private static Setting setting(String commit, String... cautions) {
    return new Setting(
        "1.0",
        commit,
        Version.jdk(),
        "Linux",
        "processor",
        2,
        1,
        List.of(cautions),
        List.of(),
        Map.of(),
        List.of(),
        Map.of());
  }

  @Test
  void trialsOfOtherCodeAreNotAddedTo() throws Exception {
    Results results = begun("compare");
    results.write(setting("abc (clean)"));
    var continuation = new Continuation(results);
    assertEquals(List.of(), continuation.cautions("def (clean)", Version.jdk(), 5));
    complete(results);
    assertEquals(List.of(), continuation.cautions("abc (clean)", Version.jdk(), 5));
    for (String commit : List.of("def (clean)", "abc (changed)")) {
      String message =
          String.valueOf(
              assertThrows(
                      PlanException.class, () -> continuation.cautions(commit, Version.jdk(), 5))
                  .getMessage());
      assertTrue(
          message.contains("abc (clean) and JDK " + Version.jdk() + ": now they are " + commit),
          message);
    }
    assertThrows(PlanException.class, () -> continuation.cautions("abc (clean)", "26", 5));
  }

  @Test
  void whatAReaderMustKnowOfAnEarlierTimeIsKept() throws Exception {
    Results results = begun("compare");
    complete(results);
    results.write(setting("abc (changed)", "it was loud", "trials were raised from 1 to 2"));
    List<String> cautions = new Continuation(results).cautions("abc (changed)", Version.jdk(), 9);
    assertEquals(3, cautions.size(), cautions::toString);
    assertEquals("it was loud", cautions.get(0));
    assertTrue(cautions.get(1).startsWith("files differed from the commit both"), cautions.get(1));
    assertTrue(cautions.get(2).startsWith("trials were raised from 5 to 9"), cautions.get(2));
  }
}
