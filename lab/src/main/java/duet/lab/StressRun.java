package duet.lab;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Pinning;
import duet.lab.process.Servers;
import duet.lab.report.Results;
import duet.lab.stress.Fact;
import duet.lab.stress.Progress;
import duet.lab.stress.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the commands of {@code duet stress} have in common: which servers, and how they end. */
final class StressRun {
  /** Holds what was found. */
  static final String FOUND = "stress.json";

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Option(
      names = "--arm",
      paramLabel = "ARM",
      description = "a server of this tree, once or more; default both")
  private List<String> arms = List.of();

  /** What is done with each server. */
  interface Work {
    /** The facts of one arm, in the order of the rows. */
    List<Fact> on(Servers servers, Arm.Ours arm, Progress progress)
        throws IOException, InterruptedException, LabException;
  }

  /** What is kept. */
  record Found(
      String command,
      String commit,
      String jdk,
      Processors processors,
      Object asked,
      Map<String, List<Fact>> arms,
      Map<String, List<String>> notes) {}

  /**
   * Does it with each server in turn, prints the table and keeps it.
   *
   * @param command the subcommand
   * @param asked what was asked for, as it is kept
   * @return the exit code
   */
  int run(String command, Object asked, Work work)
      throws IOException, InterruptedException, PlanException, LabException {
    List<Arm.Ours> all = arms();
    Terminal terminal = Terminal.ofProcess();
    Home home = Home.find();
    Results results = Results.next(home.results());
    Processors processors = Pinning.choose();
    var facts = new LinkedHashMap<String, List<Fact>>();
    var notes = new LinkedHashMap<String, List<String>>();
    Pinning.pinThisProcess(processors.load());
    var brokenOff = new Thread(() -> terminal.note(brokenOff(results)), "broken off");
    Runtime.getRuntime().addShutdownHook(brokenOff);
    try (var servers = Servers.open(all, processors, home.folder(), results.logs())) {
      for (int i = 0; i < all.size(); i++) {
        Arm.Ours arm = all.get(i);
        var said = new ArrayList<String>();
        notes.put(arm.name(), said);
        facts.put(
            arm.name(), work.on(servers, arm, new Said(terminal, arm, all.size() - 1 - i, said)));
        results.write(
            FOUND,
            new Found(command, home.commit(), Version.jdk(), processors, asked, facts, notes));
      }
    } finally {
      Pinning.releaseThisProcess();
      forget(brokenOff);
    }
    var table = new Table(facts);
    table.lines().forEach(terminal::say);
    terminal.say("saved " + Experiment.shown(results.folder().resolve(FOUND)));
    if (table.holds()) {
      return 0;
    }
    List<String> broken = table.broken();
    terminal.say("does not hold: " + String.join("; ", broken));
    return 1;
  }

  private static String brokenOff(Results results) {
    boolean some = Files.exists(results.folder().resolve(FOUND));
    return "broken off; %s, the servers' logs are in %s"
        .formatted(
            some ? "what was found of the first server is kept, too" : "nothing was found yet",
            Experiment.shown(results.logs()));
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // it runs already
    }
  }

  /**
   * {@code --duration} of any of them.
   *
   * @throws PlanException in one line, if it is none
   */
  static Duration duration(String text) throws PlanException {
    return duration(text, SHORTEST);
  }

  /** The same where it must be longer. */
  static Duration duration(String text, Duration shortest) throws PlanException {
    Duration duration = LoadOptions.time(text);
    if (duration.compareTo(shortest) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new PlanException(
          "--duration must be %s..10m: '%s'"
              .formatted(
                  shortest.toMillis() % 1000 == 0
                      ? shortest.toSeconds() + "s"
                      : shortest.toMillis() + "ms",
                  text));
    }
    return duration;
  }

  /**
   * A number that an option takes.
   *
   * @throws PlanException in one line, if it is not within bounds
   */
  static int within(int least, int most, String option, int value) throws PlanException {
    if (value < least || value > most) {
      throw new PlanException("%s must be %d..%d: %d".formatted(option, least, most, value));
    }
    return value;
  }

  /** Those that were asked for. */
  List<Arm.Ours> arms() throws PlanException {
    var parsed = new ArrayList<Arm.Ours>();
    Set<String> names = new LinkedHashSet<>();
    for (String arm : arms.isEmpty() ? both() : arms) {
      parsed.add(ArmOption.ours(arm));
      if (!names.add(parsed.getLast().name())) {
        throw new PlanException("--arm must have different names (NAME=ARM gives one): " + arms);
      }
    }
    return parsed;
  }

  private static List<String> both() {
    var both = new ArrayList<String>();
    for (Arm.Program program : Arm.Program.values()) {
      both.add(program.key());
    }
    return both;
  }

  /** Of one arm; those to come take as long as this one does. */
  private static final class Said implements Progress {
    private final Terminal terminal;
    private final Arm.Ours arm;
    private final int armsToCome;
    private final List<String> said;
    private Duration whole = Duration.ZERO;

    Said(Terminal terminal, Arm.Ours arm, int armsToCome, List<String> said) {
      this.terminal = terminal;
      this.arm = arm;
      this.armsToCome = armsToCome;
      this.said = said;
    }

    @Override
    public synchronized void step(String what, Duration left) {
      if (whole.isZero()) {
        whole = left;
      }
      terminal.step(
          "%s  %s  %s left"
              .formatted(
                  arm.name(), what, Terminal.inWords(left.plus(whole.multipliedBy(armsToCome)))));
    }

    @Override
    public synchronized void note(String line) {
      said.add(line);
      terminal.note(arm.name() + ": " + line);
    }
  }
}
