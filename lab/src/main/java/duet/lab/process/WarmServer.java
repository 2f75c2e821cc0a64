package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.plan.Plan;
import duet.lab.sample.CpuSample;
import duet.lab.sample.CpuUsage;
import duet.lab.sample.ProcessGoneException;
import duet.lab.sample.ProcessWatch;
import duet.lab.sample.Trial;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One server, measured by the laboratory's generator and by others in turns. One thread. */
public final class WarmServer implements AutoCloseable {
  private final Plan.Slot slot;
  private final ArmProcess arm;
  private final ProcessWatch watch;
  private final LoadPlan load;
  private final LoadGenerator generator;
  private final Children children;
  private final String loadProcessors;

  WarmServer(
      Plan.Slot slot,
      ArmProcess arm,
      ProcessWatch watch,
      LoadPlan load,
      LoadGenerator generator,
      Children children,
      String loadProcessors) {
    this.slot = slot;
    this.arm = arm;
    this.watch = watch;
    this.load = load;
    this.generator = generator;
    this.children = children;
    this.loadProcessors = loadProcessors;
  }

  /**
   * What was seen of the server while another generator ran.
   *
   * @param cpu of the server, between two moments at which the load was on
   * @param printed by the generator on stdout
   */
  public record Outside(CpuUsage cpu, String printed) {}

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
    var draft = new Draft(run, slot, name, now());
    try {
      draft.measured(generator, load, arm, watch, Intrusion.NONE);
    } catch (ProcessGoneException e) {
      draft.fault(arm.howEnded());
    } catch (LoadFailedException e) {
      draft.fault(String.valueOf(e.getMessage()));
    }
    throwIfEnding();
    return draft.trial();
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
    List<String> pinned = Launch.on(loadProcessors);
    pinned.addAll(command);
    Process process =
        children.add(
            new ProcessBuilder(pinned).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    try {
      var printed = CompletableFuture.supplyAsync(() -> text(process), Thread::startVirtualThread);
      Thread.sleep(settle);
      CpuSample opened = watch.cpu();
      Thread.sleep(window);
      CpuSample closed = watch.cpu();
      boolean early = !process.isAlive();
      int exitCode = process.waitFor();
      throwIfEnding();
      if (early || exitCode != 0) {
        throw new IOException(
            "%s ended %swith exit code %d"
                .formatted(command.getFirst(), early ? "before it was asked to, " : "", exitCode));
      }
      return new Outside(CpuUsage.between(opened, closed), printed.join());
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
