package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.plan.Arm;
import duet.lab.plan.Plan;
import duet.lab.plan.Rate;
import duet.lab.plan.Workload;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where trials are run: the load generator, what both arms talk to, and the processors. Used by one
 * thread.
 */
public final class Bench implements AutoCloseable {
  private static final Duration LEAD_IN = Duration.ofMillis(700);

  private static final Duration BURST = Duration.ofMillis(500);
  private static final Duration COMPILING = Duration.ofMillis(400);

  private static final Duration LEAD_OUT = Duration.ofMillis(300);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Plan plan;
  private final Trees trees;
  private final Path logs;
  private final Children children = new Children();
  private final SharedUpstreams upstreams;
  private final RightAnswers answers = new RightAnswers();
  private LoadGenerator generator;

  private Bench(Plan plan, Trees trees, Path logs) throws IOException, InterruptedException {
    this.plan = plan;
    this.trees = trees;
    this.logs = logs;
    upstreams = SharedUpstreams.open(plan.arms());
    generator =
        LoadGenerator.start(plan.processors().load(), logs.resolve("generator.log"), children);
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
    return switch (arm) {
      case Arm.Visited visited -> ArmProcess.visited(visited);
      case Arm.Ours ours ->
          ArmProcess.start(
              ours,
              trees.of(ours),
              plan.processors().server(),
              upstreams.flags(),
              logs.resolve(ours.name() + ".log"),
              children);
    };
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

  /** A load that nobody measures, so that the generator's own code is compiled before a trial. */
  public void warmGenerator(ArmProcess arm) throws IOException, InterruptedException {
    LoadPlan load = load(new Plan.Slot(plan.workloads().getFirst(), arm.arm(), 0), arm.base());
    try {
      // The load of a trial itself: a branch that is taken there first would be compiled there.
      LoadPlan whole = load.during(BURST);
      LoadPlan closed = load.with(LoadPlan.Pace.CLOSED, 0, load.connections(), BURST);
      for (LoadPlan each : List.of(closed, whole, whole, whole)) {
        generator.run(each, LoadGenerator.NOTHING);
        // Its compilers have the processor that it never leaves while there is load.
        Thread.sleep(COMPILING);
      }
    } catch (LoadFailedException e) {
      throw new IOException(arm.arm().name() + " cannot be put under load: " + e.getMessage());
    }
  }

  /**
   * Runs one trial that is interfered with on purpose.
   *
   * @param run its number
   */
  public Trial trial(Plan.Slot slot, int run, Intrusion intrusion)
      throws IOException, InterruptedException {
    var draft = new Draft(run, slot, slot.arm().name());
    try (@Nullable WarmServer server = warm(slot, draft)) {
      if (server != null) {
        server.measure(draft, intrusion);
      }
    }
    throwIfEnding();
    return draft.trial();
  }

  /**
   * Runs two trials side by side: both servers are started and warmed up, one after the other, and
   * their windows are cut into turns. Whatever goes wrong with one stands in it; the other is void
   * as well.
   *
   * @param run the number of the one that leads; the other's is the next
   * @return both in this order
   */
  public List<Trial> pair(Plan.Pair pair, int run) throws IOException, InterruptedException {
    var first = new Draft(run, pair.leads(), pair.leads().arm().name());
    var second = new Draft(run + 1, pair.follows(), pair.follows().arm().name());
    try (@Nullable WarmServer leads = warm(pair.leads(), first);
        @Nullable WarmServer follows = first.isVoid() ? null : warm(pair.follows(), second)) {
      if (leads != null && follows != null) {
        leads.measureInTurns(first, follows, second);
      }
    }
    throwIfEnding();
    return List.of(first.beside(second), second.beside(first));
  }

  private void throwIfEnding() throws InterruptedException {
    if (children.isEnding()) {
      throw new InterruptedException("the laboratory has been told to stop");
    }
  }

  private void reviveGenerator() throws IOException {
    if (!generator.isAlive()) {
      generator.close();
      generator =
          LoadGenerator.start(plan.processors().load(), logs.resolve("generator.log"), children);
    }
  }

  /** A warm server, or none and why. */
  private @Nullable WarmServer warm(Plan.Slot slot, Draft draft) throws InterruptedException {
    try {
      WarmServer server = warm(slot);
      draft.warmedUp(server.course(), plan.quick());
      return server;
    } catch (IOException e) {
      draft.fault(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private WarmUp warmUp() {
    return plan.quick() ? WarmUp.QUICK : WarmUp.WHOLE;
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
      ProcessWatch watch = watch(arm);
      LoadPlan load = load(slot, arm.base());
      WarmUp.Course course = warmUp().run(generator, load, watch, arm, plan.processors());
      return new WarmServer(
          slot, arm, watch, load, warmUp(), course, generator, children, plan.processors().load());
    } catch (LoadFailedException | ProcessGoneException e) {
      String reason = arm.isAlive() ? e.getMessage() : arm.howEnded();
      arm.close();
      throw new IOException(slot.arm().name() + " could not be warmed up: " + reason);
    }
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
      LoadPlan load = load(slot, arm.base());
      ProcessWatch watch = watch(arm);
      warmUp().run(generator, load, watch, arm, plan.processors());
      warmUp().settle(generator, load, watch, arm);
      profiler.start(arm.pid());
      generator.run(load, LoadGenerator.NOTHING);
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

  private LoadPlan load(Plan.Slot slot, URI base) {
    Workload workload = slot.workload();
    double perSecond = plan.rate() instanceof Rate.Open open ? open.perSecond() : 0;
    return new LoadPlan(
        base.getHost(),
        base.getPort(),
        workload.method(),
        workload.target(),
        workload.body(),
        answers.of(workload, slot.arm()),
        switch (plan.rate()) {
          case Rate.Open(_, boolean poisson) ->
              poisson ? LoadPlan.Pace.POISSON : LoadPlan.Pace.CONSTANT;
          case Rate.Closed() -> LoadPlan.Pace.CLOSED;
        },
        plan.connections(),
        plan.keepAlive(),
        perSecond,
        LEAD_IN.toNanos(),
        plan.duration().toNanos(),
        LEAD_OUT.toNanos(),
        TIMEOUT.toNanos(),
        0,
        // Both arms of a pair meet the same arrivals.
        plan.seed() + slot.pair());
  }

  @Override
  public void close() {
    children.close();
    upstreams.close();
  }
}
