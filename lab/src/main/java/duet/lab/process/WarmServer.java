package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.plan.Plan;
import duet.lab.sample.CompilerClock;
import duet.lab.sample.CpuSample;
import duet.lab.sample.CpuUsage;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessSample;
import duet.lab.sample.ProcessWatch;
import duet.lab.sample.Trial;
import duet.lab.sample.Usage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One server, measured by the laboratory's generator and by others in turns. One thread. */
public final class WarmServer implements AutoCloseable {
  private static final String UNCUT = "an answer was too late for turns: windows were not cut";

  private final Plan.Slot slot;
  private final WarmUp.Side side;
  private final ArmProcess arm;
  private final ProcessWatch watch;
  private final LoadPlan load;
  private final WarmUp warmUp;
  private final WarmUp.Course course;
  private final LoadGenerator generator;
  private final Children children;
  private final Plan plan;

  WarmServer(
      Plan.Slot slot,
      WarmUp.Side side,
      WarmUp warmUp,
      WarmUp.Course course,
      LoadGenerator generator,
      Children children,
      Plan plan) {
    this.slot = slot;
    this.side = side;
    arm = side.arm();
    watch = side.watch();
    load = side.plan();
    this.warmUp = warmUp;
    this.course = course;
    this.generator = generator;
    this.children = children;
    this.plan = plan;
  }

  /**
   * What was seen of the server while another generator ran.
   *
   * @param cpu of the server, between two moments at which the load was on
   * @param compilersNanos of it, spent by its JIT compilers, by ticks of 10 ms
   * @param usage from just before these moments to just after them
   * @param fault why the window is void, if it is
   * @param printed by the generator on stdout
   */
  public record Outside(
      CpuUsage cpu, long compilersNanos, Usage usage, Optional<String> fault, String printed) {}

  /** Whether there is a program of this name in PATH. */
  public static boolean isInPath(String program) {
    return Launch.isInPath(program);
  }

  /** What is asked for. */
  public URI url() {
    return arm.base().resolve(load.target());
  }

  /**
   * A window of the laboratory's own generator, as in any trial. Whatever goes wrong stands in it.
   *
   * @param name that it is kept under, in the place of the arm's
   */
  public Trial ours(int run, String name) throws InterruptedException {
    var draft = new Draft(run, slot, name, plan.mostCompiling());
    measure(draft, Intrusion.NONE);
    throwIfEnding();
    return draft.trial();
  }

  /** Bursts of the load that is to be measured; CPU microseconds for each request. */
  List<Double> settle() throws LoadFailedException, ProcessGoneException, InterruptedException {
    return settle(warmUp);
  }

  private List<Double> settle(WarmUp bursts)
      throws LoadFailedException, ProcessGoneException, InterruptedException {
    return bursts.settle(generator, List.of(side), course.responseNanos()).getFirst();
  }

  /** What the trial has before its window; a server that has been measured needs less. */
  private WarmUp before(Draft draft) {
    return draft.isAgain() ? warmUp.onceMore() : warmUp;
  }

  /** A window of the laboratory's own generator. */
  void measure(Draft draft, Intrusion intrusion) throws InterruptedException {
    try {
      draft.settled(settle(before(draft)));
      Observation seen = Observation.ofAll(watch, arm.admin());
      draft.seen(
          load, generator.run(load, intrusion.around(seen, arm.pid(), generator.pid())), seen);
    } catch (ProcessGoneException | LoadFailedException e) {
      failed(draft, e);
    }
  }

  /**
   * The windows of this server and another, cut into turns; one after the other if they are too
   * short to be, or a server does not keep up: turns of it would each begin with an empty queue.
   *
   * @param draft of this one
   * @param otherDraft of the other
   */
  void measureInTurns(Draft draft, WarmServer other, Draft otherDraft) throws InterruptedException {
    double responseNanos = Math.max(course.responseNanos(), other.course.responseNanos());
    Turns turns = Turns.of(load, responseNanos);
    if (!turns.areTaken() || course.saturated() || other.course.saturated()) {
      measure(draft, Intrusion.NONE);
      other.measure(otherDraft, Intrusion.NONE);
      return;
    }
    try {
      List<List<Double>> micros =
          before(draft).settle(generator, List.of(side, other.side), responseNanos);
      draft.settled(micros.getFirst());
      otherDraft.settled(micros.getLast());
      Observation seen = Observation.ofTurns(watch, arm.admin());
      Observation otherSeen = Observation.ofTurns(other.watch, other.arm.admin());
      List<LoadResult> results =
          generator.runInTurns(turns.of(load, other.load), List.of(seen, otherSeen));
      seen(draft, results.getFirst(), seen);
      other.seen(otherDraft, results.getLast(), otherSeen);
    } catch (LoadFailedException.TooLateForTurns e) {
      draft.note(UNCUT);
      otherDraft.note(UNCUT);
      measure(draft, Intrusion.NONE);
      other.measure(otherDraft, Intrusion.NONE);
    } catch (ProcessGoneException | LoadFailedException e) {
      boolean otherEnded = !other.arm.isAlive();
      if (!otherEnded || !arm.isAlive()) {
        failed(draft, e);
      }
      if (otherEnded) {
        other.failed(otherDraft, e);
      }
    }
  }

  /** Of what goes wrong with it the other knows nothing. */
  private void seen(Draft draft, LoadResult result, Observation seen) {
    try {
      draft.seen(load, result, seen);
    } catch (ProcessGoneException e) {
      failed(draft, e);
    }
  }

  boolean isAlive() {
    return arm.isAlive();
  }

  private void failed(Draft draft, Exception e) {
    draft.fault(arm.whyFailed(e));
  }

  /** How it was warmed up. */
  WarmUp.Course course() {
    return course;
  }

  /**
   * Lets another generator run on the load's processors.
   *
   * @param command its name and arguments
   * @param settle from its start to the first reading of the server's CPU clock
   * @param window from there to the second; the generator must still run then
   * @throws IOException in one line, if it fails or has ended before
   */
  public Outside outside(List<String> command, Duration settle, Duration window)
      throws IOException, InterruptedException {
    List<String> pinned = Launch.on(plan.processors().load());
    pinned.addAll(command);
    Process process =
        children.add(
            new ProcessBuilder(pinned).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    try {
      var printed = CompletableFuture.supplyAsync(() -> text(process), Thread::startVirtualThread);
      var compilers = CompilerClock.of(arm.pid());
      Thread.sleep(settle);
      ProcessSample before = watch.sample();
      CpuSample opened = watch.cpu();
      long compilersOpened = compilers.nanos();
      Thread.sleep(window);
      CpuSample closed = watch.cpu();
      // One of their threads may end, and its time with it.
      long compilersNanos = Math.max(0, compilers.nanos() - compilersOpened);
      ProcessSample after = watch.sample();
      boolean early = !process.isAlive();
      int exitCode = process.waitFor();
      throwIfEnding();
      if (early || exitCode != 0) {
        throw new IOException(
            "%s ended %swith exit code %d"
                .formatted(command.getFirst(), early ? "before it was asked to, " : "", exitCode));
      }
      CpuUsage cpu = CpuUsage.between(opened, closed);
      return new Outside(
          cpu,
          compilersNanos,
          Usage.between(before, after),
          Draft.notWarm(compilersNanos / 1e3, cpu.cpuNanos() / 1e3, plan.mostCompiling()),
          printed.join());
    } catch (ProcessGoneException e) {
      throw new IOException(arm.howEnded());
    } finally {
      children.stop(process);
    }
  }

  /** The moment as it stands in a trial. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private void throwIfEnding() throws InterruptedException {
    if (children.isEnding()) {
      throw new InterruptedException("the laboratory has been told to stop");
    }
  }

  private static String text(Process process) {
    try (var out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    arm.close();
  }
}
