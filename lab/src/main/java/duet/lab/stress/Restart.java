package duet.lab.stress;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.Probe;
import duet.lab.plan.Arm;
import duet.lab.plan.Workload;
import duet.lab.process.ArmProcess;
import duet.lab.process.Balancer;
import duet.lab.process.FreePorts;
import duet.lab.process.LoadFailedException;
import duet.lab.process.LoadGenerator;
import duet.lab.process.Servers;
import duet.lab.process.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Two servers behind a load balancer, restarted in turns under load: clients notice nothing. One
 * thread.
 */
public final class Restart {
  private static final int DRAIN_SECONDS = 10;
  private static final int CONNECTIONS = 256;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  /** So that the balancer has seen a server come before the other goes. */
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private static final Duration AROUND = Duration.ofSeconds(10);

  private final Asked asked;
  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private final List<Duration> ends = new ArrayList<>();
  private final TreeSet<String> exitCodes = new TreeSet<>();

  /**
   * What is asked for.
   *
   * @param balancer which is in front of the servers
   * @param workload what is requested
   * @param ratePerSecond requests, at equal distances
   * @param loadMillis for which servers are restarted
   */
  public record Asked(
      Balancer.Kind balancer, Workload workload, int ratePerSecond, long loadMillis) {}

  private Restart(Asked asked, Servers servers, Arm.Ours arm, Progress progress) {
    this.asked = asked;
    this.servers = servers;
    this.arm = arm;
    this.progress = progress;
  }

  /**
   * Does it with one arm.
   *
   * @throws LoadFailedException if there was no load
   */
  public static List<Fact> run(Asked asked, Servers servers, Arm.Ours arm, Progress progress)
      throws IOException, InterruptedException, LoadFailedException {
    return new Restart(asked, servers, arm, progress).run();
  }

  private List<Fact> run() throws IOException, InterruptedException, LoadFailedException {
    Path folder = Files.createDirectories(servers.logs().resolve(arm.name() + "-balancer"));
    List<Integer> ports = List.of(FreePorts.pair(), FreePorts.pair());
    progress.step("starts", AROUND.plusMillis(asked.loadMillis));
    var running = new ArrayList<ArmProcess>();
    try {
      for (int i = 0; i < ports.size(); i++) {
        running.add(start(i, ports));
      }
      try (var balancer =
              Balancer.start(
                  asked.balancer, ports, servers.processors(), folder, servers.children());
          var generator =
              LoadGenerator.start(
                  servers.processors().load(),
                  servers.log(arm.name() + "-generator"),
                  servers.children())) {
        var _ = generator.run(plan(balancer, WARM_UP), Watch.NOTHING);
        LoadResult result = underLoad(generator, balancer, running, ports);
        return facts(result, balancer.retried());
      }
    } finally {
      ArmProcess.close(running);
    }
  }

  private LoadResult underLoad(
      LoadGenerator generator, Balancer balancer, List<ArmProcess> running, List<Integer> ports)
      throws IOException, InterruptedException, LoadFailedException {
    LoadPlan plan = plan(balancer, Duration.ofMillis(asked.loadMillis));
    var load = new FutureTask<>(() -> generator.run(plan, Watch.NOTHING));
    Thread.ofPlatform().name("load").start(load);
    long begin = System.nanoTime();
    for (int i = 0; !load.isDone(); i = (i + 1) % running.size()) {
      Thread.sleep(BETWEEN);
      long leftNanos = asked.loadMillis * 1_000_000 - (System.nanoTime() - begin);
      if (leftNanos < BETWEEN.toNanos()) {
        break;
      }
      progress.step("restart " + (ends.size() + 1), Duration.ofNanos(leftNanos));
      end(running.get(i));
      running.set(i, start(i, ports));
    }
    try {
      return load.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoadFailedException failed) {
        throw failed;
      }
      throw new IOException("the load ended: " + e.getMessage(), e);
    }
  }

  private ArmProcess start(int index, List<Integer> ports)
      throws IOException, InterruptedException {
    ArmProcess server =
        servers.start(
            arm,
            arm.name() + "-" + (index + 1),
            List.of("--port=" + ports.get(index), "--drain-seconds=" + DRAIN_SECONDS));
    Readiness.await(server);
    return server;
  }

  private void end(ArmProcess server) throws InterruptedException {
    long signalNanos = System.nanoTime();
    server.terminate();
    OptionalInt exitCode = server.awaitExit(Duration.ofSeconds(2 * DRAIN_SECONDS));
    ends.add(Duration.ofNanos(System.nanoTime() - signalNanos));
    exitCodes.add(exitCode.isPresent() ? Integer.toString(exitCode.getAsInt()) : "still running");
    server.close();
  }

  private LoadPlan plan(Balancer balancer, Duration window)
      throws IOException, InterruptedException {
    Workload workload = asked.workload;
    return new LoadPlan(
        balancer.url().getHost(),
        balancer.url().getPort(),
        workload.method(),
        workload.target(),
        workload.body(),
        Probe.learnServed(balancer.url(), workload.method(), workload.target(), workload.body()),
        LoadPlan.Pace.CONSTANT,
        CONNECTIONS,
        true,
        asked.ratePerSecond,
        0,
        window.toNanos(),
        0,
        TIMEOUT.toNanos(),
        0,
        1);
  }

  private List<Fact> facts(LoadResult result, long retried) {
    if (result.failed() > 0) {
      progress.note(
          "what the balancer says of it: logs/%s-balancer/%s.log"
              .formatted(arm.name(), asked.balancer.program()));
    }
    Duration longest = ends.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    var response = LoadResult.histogram(result.response());
    return List.of(
        new Fact(
            "requests failed, of those planned",
            String.format(Locale.ROOT, "%,d of %,d", result.failed(), result.planned())
                + (result.failures().isEmpty() ? "" : " " + result.failures()),
            "0",
            result.failed() == 0),
        new Fact(
            "restarts under load, exit codes",
            ends.size() + ", " + String.join(" and ", exitCodes),
            "2 or more, 0",
            ends.size() >= 2 && exitCodes.equals(new TreeSet<>(List.of("0")))),
        Fact.told(
            "longest from SIGTERM to exit",
            String.format(Locale.ROOT, "%.2f s", longest.toMillis() / 1000.0)),
        Fact.told(
            "sent again by " + asked.balancer.program(),
            String.format(Locale.ROOT, "%,d", retried)),
        Fact.told(
            "response times p50, p99, max",
            String.format(
                Locale.ROOT,
                "%.1f, %.0f, %.0f ms",
                response.getValueAtPercentile(50) / 1e6,
                response.getValueAtPercentile(99) / 1e6,
                response.getMaxValue() / 1e6)));
  }
}
