package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where trials are run: the load generator, what both arms talk to, and the processors. Used by one
 * thread.
 */
public final class Bench implements AutoCloseable {
  private final Plan plan;
  private final Trees trees;
  private final Path logs;
  private final Children children = new Children();
  private final SharedUpstreams upstreams;
  private final Starter starter;
  private final RightAnswers answers = new RightAnswers();
  private final Loads loads;
  private LoadGenerator generator;

  private Bench(Plan plan, Trees trees, Path logs) throws IOException, InterruptedException {
    this.plan = plan;
    this.trees = trees;
    this.logs = logs;
    loads = new Loads(plan, answers);
    var starting = new FutureTask<>(this::startGenerator);
    Thread.ofPlatform().name("start the generator").start(starting);
    try {
      upstreams = SharedUpstreams.open(plan.arms());
    } catch (IOException | InterruptedException | RuntimeException e) {
      children.close();
      throw e;
    }
    starter = new Starter(plan.processors(), trees, upstreams.flags(), logs, children);
    try {
      generator = starting.get();
    } catch (ExecutionException e) {
      close();
      throw new IOException(Starter.reason(e), e);
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  private LoadGenerator startGenerator() throws IOException {
    return LoadGenerator.start(plan.processors().load(), logs.resolve("generator.log"), children);
  }

  /**
   * Starts what all trials share.
   *
   * @param trees where each arm is built
   * @param logs an existing folder
   * @throws IOException in one line, if something does not start
   */
  public static Bench open(Plan plan, Trees trees, Path logs)
      throws IOException, InterruptedException {
    return new Bench(plan, trees, logs);
  }

  /**
   * A fresh server of this arm, or the visitor's that runs already.
   *
   * @throws IOException in one line, if it does not start
   */
  public ArmProcess start(Arm arm) throws IOException, InterruptedException {
    return starter.start(arm);
  }

  /**
   * A fresh server of each arm, started at once.
   *
   * @throws IOException in one line, if one does not start; the other is stopped then
   */
  public List<ArmProcess> startBoth() throws IOException, InterruptedException {
    var failures = new ArrayList<String>();
    List<ArmProcess> arms = starter.start(plan.arms(), (_, failure) -> failures.add(failure));
    if (!failures.isEmpty()) {
      ArmProcess.close(arms);
      throw new IOException(failures.getFirst());
    }
    return arms;
  }

  /** Lets an arm of ours run on every processor, for what is no measurement and should be short. */
  public void unpin(ArmProcess arm) throws IOException, InterruptedException {
    if (arm.arm() instanceof Arm.Ours && plan.processors().pinned()) {
      Pinning.pin(arm.pid(), plan.processors().all());
    }
  }

  /** Looks at running servers with the contract's programs. */
  public Inspection inspection() {
    return new Inspection(trees.home(), plan.processors().all(), children);
  }

  /** What each arm's right answers are; to be learned before the first trial. */
  public RightAnswers answers() {
    return answers;
  }

  /**
   * Runs one trial that is interfered with on purpose.
   *
   * @param run its number
   */
  public Trial trial(Plan.Slot slot, int run, Intrusion intrusion)
      throws IOException, InterruptedException {
    var draft = draft(run, slot);
    warmly(List.of(slot), List.of(draft), servers -> servers.getFirst().measure(draft, intrusion));
    return draft.trial();
  }

  /**
   * Runs two trials side by side: both servers are started and warmed up, and their windows are cut
   * into turns. Whatever goes wrong with one stands in it; the other is void as well. Where that
   * was nothing that ended a server, the same two are measured once more.
   *
   * @param run the number of the one that leads; those of the others follow
   * @return both in this order, and behind them both of the second time
   */
  public List<Trial> pair(Plan.Pair pair, int run) throws IOException, InterruptedException {
    var first = draft(run, pair.leads());
    var second = draft(run + 1, pair.follows());
    var again = new ArrayList<Trial>();
    warmly(
        pair.slots(),
        List.of(first, second),
        servers -> {
          WarmServer leads = servers.getFirst();
          WarmServer follows = servers.getLast();
          leads.measureInTurns(first, follows, second);
          boolean isVoid = first.isVoid() || second.isVoid();
          boolean bothRun = leads.isAlive() && follows.isAlive();
          if (isVoid && bothRun && first.isMeasured() && second.isMeasured()) {
            Draft firstAgain = first.again(run + 2);
            Draft secondAgain = second.again(run + 3);
            leads.measureInTurns(firstAgain, follows, secondAgain);
            again.addAll(sideBySide(firstAgain, secondAgain));
          }
        });
    List<Trial> trials = new ArrayList<>(sideBySide(first, second));
    trials.addAll(again);
    return trials;
  }

  private Draft draft(int run, Plan.Slot slot) {
    return new Draft(run, slot, slot.arm().name(), plan.mostCompiling());
  }

  private static List<Trial> sideBySide(Draft first, Draft second) {
    return List.of(first.beside(second), second.beside(first));
  }

  private interface Measuring {
    void measure(List<WarmServer> servers) throws InterruptedException;
  }

  /** Measures if every server could be started and warmed up; otherwise drafts say why not. */
  private void warmly(List<Plan.Slot> slots, List<Draft> drafts, Measuring measuring)
      throws IOException, InterruptedException {
    reviveGenerator();
    List<ArmProcess> arms =
        starter.start(
            slots.stream().map(Plan.Slot::arm).toList(),
            (index, failure) -> drafts.get(index).fault(failure));
    try {
      if (arms.size() == slots.size()) {
        List<WarmServer> servers = warm(slots, arms);
        for (int i = 0; i < servers.size(); i++) {
          drafts.get(i).warmedUp(servers.get(i).course(), plan.quick());
        }
        measuring.measure(servers);
      }
    } catch (IOException e) {
      // A server that ends just then cannot be pinned, for instance.
      if (arms.stream().allMatch(ArmProcess::isAlive)) {
        throw e;
      }
      blame(arms, drafts, e);
    } catch (ProcessGoneException | LoadFailedException e) {
      blame(arms, drafts, e);
    } finally {
      ArmProcess.close(arms);
    }
    throwIfEnding();
  }

  /** A server that has ended is to blame for what was thrown; where none has, no arm is cleared. */
  static void blame(List<ArmProcess> arms, List<Draft> drafts, Exception thrown) {
    boolean oneEnded = arms.stream().anyMatch(arm -> !arm.isAlive());
    for (int i = 0; i < arms.size(); i++) {
      if (!arms.get(i).isAlive() || !oneEnded) {
        drafts.get(i).fault(arms.get(i).whyFailed(thrown));
      }
    }
  }

  private void throwIfEnding() throws InterruptedException {
    if (children.isEnding()) {
      throw new InterruptedException("the laboratory has been told to stop");
    }
  }

  private void reviveGenerator() throws IOException {
    if (!generator.isAlive()) {
      generator.close();
      generator = startGenerator();
    }
  }

  /**
   * A fresh server of this arm that is warm, to be measured more than once and by more than one
   * generator; the caller closes it.
   *
   * @throws IOException in one line, if it does not start or fails while it is warmed up
   */
  public WarmServer warm(Plan.Slot slot) throws IOException, InterruptedException {
    reviveGenerator();
    ArmProcess arm = start(slot.arm());
    try {
      return warm(List.of(slot), List.of(arm)).getFirst();
    } catch (LoadFailedException | ProcessGoneException e) {
      String reason = arm.whyFailed(e);
      arm.close();
      throw new IOException(slot.arm().name() + " could not be warmed up: " + reason);
    }
  }

  private List<WarmServer> warm(List<Plan.Slot> slots, List<ArmProcess> arms)
      throws IOException, InterruptedException, LoadFailedException, ProcessGoneException {
    var sides = new ArrayList<WarmUp.Side>();
    for (int i = 0; i < slots.size(); i++) {
      ArmProcess arm = arms.get(i);
      sides.add(new WarmUp.Side(loads.of(slots.get(i), arm.base()), watch(arm), arm));
    }
    WarmUp warmUp = loads.warmUp(slots.getFirst().workload());
    List<WarmUp.Course> courses = warmUp.run(generator, sides, plan.processors());
    var servers = new ArrayList<WarmServer>();
    for (int i = 0; i < slots.size(); i++) {
      servers.add(
          new WarmServer(
              slots.get(i), sides.get(i), warmUp, courses.get(i), generator, children, plan));
    }
    return servers;
  }

  /**
   * Profiles a fresh server of this arm under a workload. Not a trial: profiling changes what is
   * measured.
   *
   * @param flame the page that is written
   * @throws IOException in one line, if it cannot be profiled
   */
  public void profile(Plan.Slot slot, Path flame) throws IOException, InterruptedException {
    Files.createDirectories(flame.toAbsolutePath().getParent());
    Profiler profiler = Profiler.unpack(logs);
    try (ArmProcess arm = start(slot.arm())) {
      LoadPlan load = loads.of(slot, arm.base());
      WarmServer server = warm(List.of(slot), List.of(arm)).getFirst();
      server.settle();
      profiler.start(arm.pid());
      generator.run(load, Watch.NOTHING);
      profiler.stop(arm.pid(), slot.arm().name() + " " + slot.workload().name(), flame);
    } catch (LoadFailedException | ProcessGoneException e) {
      throw new IOException(slot.arm().name() + " could not be profiled: " + e.getMessage());
    }
  }

  /** Ours are one process each, a visitor's server may be several. */
  private static ProcessWatch watch(ArmProcess arm) throws ProcessGoneException {
    return switch (arm.arm()) {
      case Arm.Ours _ -> ProcessWatch.alone(arm.pid());
      case Arm.Visited _ -> ProcessWatch.of(arm.pid());
    };
  }

  @Override
  public void close() {
    children.close();
    upstreams.close();
  }
}
