package duet.lab.sample;

import static duet.lab.sample.Grade.DOUBTFUL;
import static duet.lab.sample.Grade.GOOD;
import static duet.lab.sample.Grade.UNUSABLE;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Machine.Frequency;
import duet.lab.sample.Machine.Limits;
import duet.lab.sample.Machine.Memory;
import duet.lab.sample.Machine.Neighbour;
import duet.lab.sample.Machine.Processor;
import duet.lab.sample.Machine.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachineCheckTest {
  private static final Frequency FIXED =
      new Frequency(
          OptionalDouble.of(3000),
          Optional.of("performance"),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.of(false));
  private static final Frequency UNSEEN =
      new Frequency(
          OptionalDouble.of(2100),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty());
  private static final Memory MEMORY = new Memory(16L << 30, 12L << 30, "madvise");
  private static final Timer TIMER = new Timer("tsc", 30, 60_000, 100_000);
  private static final Limits LIMITS = new Limits(20_000, 32768, 60999, 2, 4096);
  private static final List<Neighbour> NOBODY = List.of();

  private static final Machine QUIET =
      machine(processors(4, 4, false, FIXED), OptionalDouble.empty(), 0, NOBODY);

  @Test
  void everythingIsGoodOnAQuietMachineOfOnesOwn() {
    for (var finding : MachineCheck.of(QUIET, 64)) {
      assertEquals(GOOD, finding.grade(), finding.toString());
      assertEquals("", finding.remedy());
    }
  }

  @Test
  void oneProcessorIsUnusable() {
    var finding =
        only("processors", of(processors(1, 1, false, FIXED), OptionalDouble.empty()), 64);
    assertEquals(UNUSABLE, finding.grade());
    assertTrue(
        finding.remedy().startsWith("server and load need a processor each"), finding.remedy());
    assertEquals(
        DOUBTFUL,
        only("processors", of(processors(2, 2, false, FIXED), OptionalDouble.empty()), 64).grade());
  }

  @Test
  void siblingsOfOneCoreAreDoubtful() {
    assertEquals(
        DOUBTFUL,
        only("cores", of(processors(2, 1, false, FIXED), OptionalDouble.empty()), 64).grade());
    assertEquals(
        GOOD,
        only("cores", of(processors(8, 4, false, FIXED), OptionalDouble.empty()), 64).grade());
  }

  @Test
  void aQuotaIsJudgedByWhatItLeaves() {
    var four = processors(4, 4, false, FIXED);
    assertEquals(UNUSABLE, only("cpu quota", of(four, OptionalDouble.of(1.5)), 64).grade());
    assertEquals(DOUBTFUL, only("cpu quota", of(four, OptionalDouble.of(3)), 64).grade());
    assertEquals(GOOD, only("cpu quota", of(four, OptionalDouble.of(4)), 64).grade());
  }

  @Test
  void aVirtualMachineSaysWhatCannotBeSeen() {
    var virtual = of(processors(4, 4, true, UNSEEN), OptionalDouble.empty());
    assertEquals(DOUBTFUL, only("hypervisor", virtual, 64).grade());
    var frequency = only("frequency", virtual, 64);
    assertEquals(DOUBTFUL, frequency.grade());
    assertEquals("2100 MHz, whether it is fixed cannot be seen", frequency.value());
  }

  @Test
  void stealHasTwoThresholds() {
    assertEquals(GOOD, only("steal", stolen(0.05), 64).grade());
    assertEquals(DOUBTFUL, only("steal", stolen(0.051), 64).grade());
    assertEquals(DOUBTFUL, only("steal", stolen(0.20), 64).grade());
    assertEquals(UNUSABLE, only("steal", stolen(0.201), 64).grade());
  }

  @Test
  void neighboursAreNamed() {
    var busy =
        machine(
            QUIET.processor(),
            OptionalDouble.empty(),
            0,
            List.of(new Neighbour("javac", 7, 0.9), new Neighbour("cron", 8, 0.02)));
    var finding = only("other processes", busy, 64);
    assertEquals(UNUSABLE, finding.grade());
    assertEquals("javac (7) 90 %, cron (8) 2 %", finding.value());
  }

  @Test
  void openFilesMustDoForBothEndsOfEveryConnection() {
    assertEquals(GOOD, only("open files", QUIET, 9_950).grade());
    var finding = only("open files", QUIET, 9_951);
    assertEquals(UNUSABLE, finding.grade());
    assertEquals("20000, 20002 needed", finding.value());
    assertTrue(finding.remedy().startsWith("ulimit -n 20002 "), finding.remedy());
  }

  @Test
  void portsAndBacklogAreJudgedByTheConnections() {
    assertEquals(UNUSABLE, only("ports", QUIET, 28_233).grade());
    assertEquals(GOOD, only("ports", QUIET, 28_232).grade());
    assertEquals(GOOD, only("backlog", QUIET, 4_096).grade());
    assertEquals(DOUBTFUL, only("backlog", QUIET, 4_097).grade());
  }

  @Test
  void clockSleepMemoryAndLoadHaveTheirThresholds() {
    var bad =
        new Machine(
            QUIET.processor(),
            OptionalDouble.empty(),
            new Memory(16L << 30, 1L << 29, "always"),
            "6.1",
            "JDK",
            new Timer("hpet", 400, 60_000, 3_000_000),
            new Limits(20_000, 32768, 60999, 0, 128),
            4.5,
            0,
            NOBODY);
    assertEquals(UNUSABLE, only("memory", bad, 64).grade());
    assertEquals("0.5 of 16.0 GiB available", only("memory", bad, 64).value());
    for (var name : List.of("clock", "sleep", "huge pages", "load average", "ports", "backlog")) {
      assertEquals(DOUBTFUL, only(name, bad, 64).grade(), name);
    }
  }

  @Test
  void numbersAreWrittenAlikeInEveryLocale() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals("12.0 of 16.0 GiB available", only("memory", QUIET, 64).value());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aFindingThatIsNotGoodMustSayWhatToDo() {
    assertThrows(IllegalArgumentException.class, () -> new Finding("steal", "9 %", DOUBTFUL, " "));
    assertThrows(
        IllegalArgumentException.class, () -> new Finding("steal", "0 %", GOOD, "do something"));
  }

  private static Finding only(String name, Machine machine, int connections) {
    return MachineCheck.of(machine, connections).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Machine stolen(double share) {
    return machine(QUIET.processor(), OptionalDouble.empty(), share, NOBODY);
  }

  private static Machine of(Processor processor, OptionalDouble quota) {
    return machine(processor, quota, 0, NOBODY);
  }

  private static Machine machine(
      Processor processor, OptionalDouble quota, double steal, List<Neighbour> neighbours) {
    return new Machine(
        processor, quota, MEMORY, "6.1", "JDK", TIMER, LIMITS, 0.5, steal, neighbours);
  }

  private static Processor processors(int count, int cores, boolean virtual, Frequency frequency) {
    var groups =
        IntStream.range(0, cores)
            .mapToObj(
                core ->
                    (SortedSet<Integer>)
                        IntStream.range(0, count)
                            .filter(it -> it % cores == core)
                            .boxed()
                            .collect(toCollection(TreeSet::new)))
            .toList();
    var allowed = IntStream.range(0, count).boxed().collect(toCollection(TreeSet::new));
    return new Processor("Some CPU", allowed, count, groups, virtual, frequency);
  }
}
