package duet.lab.stress;

import duet.lab.plan.Arm;
import duet.lab.process.ArmProcess;
import duet.lab.process.FreePorts;
import duet.lab.process.Servers;
import duet.lab.stress.ShutdownFacts.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** SIGTERM under load, a fresh server process for each: nothing lost, and gone in time. */
public final class Shutdown {
  /** Of all but those that are to run out of it. */
  private static final int DRAIN_SECONDS = 10;

  private static final int SHORT_DRAIN_SECONDS = 2;

  /** How much longer than its drain time a server may live. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Upon a second signal. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(DRAIN_SECONDS + 10);

  /** To start, to end and to be counted. */
  private static final Duration AROUND = Duration.ofSeconds(4);

  /** Requests in halves of each kind, whose second halves follow within a second. */
  private static final int HALVES = 20;

  private static final int SINGLE_RUNS = 3;
  private static final int MOST_EXPLAINED = 5;

  private final Asked asked;
  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private final ShutdownFacts facts = new ShutdownFacts(Duration.ofSeconds(DRAIN_SECONDS), GRACE);
  private int runsDone;

  /**
   * What is asked for.
   *
   * @param ratePerSecond requests, of each variant
   * @param connections that they are spread over
   * @param loadMillis of load before the signal
   * @param rounds how often each variant is run
   */
  public record Asked(int ratePerSecond, int connections, long loadMillis, int rounds) {}

  private Shutdown(Asked asked, Servers servers, Arm.Ours arm, Progress progress) {
    this.asked = asked;
    this.servers = servers;
    this.arm = arm;
    this.progress = progress;
  }

  /** Runs all of it with one arm. */
  public static List<Fact> run(Asked asked, Servers servers, Arm.Ours arm, Progress progress)
      throws IOException, InterruptedException {
    var shutdown = new Shutdown(asked, servers, arm, progress);
    shutdown.underLoad("keep-alive", Client.Manner.KEPT);
    shutdown.underLoad("close", Client.Manner.CLOSED);
    shutdown.underLoad("pipelined pairs", Client.Manner.PIPELINED);
    shutdown.inHalves();
    shutdown.order();
    shutdown.deadline();
    shutdown.secondSignal();
    return shutdown.facts.all();
  }

  /** Puts something on a server that has just been started, until it is to be told to stop. */
  private interface Load {
    void on(Client client) throws InterruptedException;
  }

  private void underLoad(String variant, Client.Manner manner)
      throws IOException, InterruptedException {
    var runs = new ArrayList<Ended>();
    for (int round = 1; round <= asked.rounds; round++) {
      step(variant + " " + round + "/" + asked.rounds);
      runs.add(
          run(
              variant.replace(' ', '-') + "-" + round,
              new AtomicLong(),
              client -> {
                client.start(manner, asked.connections, asked.ratePerSecond);
                Thread.sleep(asked.loadMillis);
              }));
    }
    facts.requests(variant, runs);
  }

  private void inHalves() throws IOException, InterruptedException {
    var runs = new ArrayList<Ended>();
    for (int round = 1; round <= asked.rounds; round++) {
      step("in two halves " + round + "/" + asked.rounds);
      var signal = new AtomicLong();
      runs.add(
          run(
              "halves-" + round,
              signal,
              client -> {
                for (int i = 0; i < HALVES; i++) {
                  long after = TimeUnit.SECONDS.toNanos(1) * (i + 1) / HALVES;
                  for (Client.Cut cut : Client.Cut.values()) {
                    client.startInHalves(cut, signal, after);
                  }
                }
                Thread.sleep(Account.READ_WITHIN.plusMillis(500));
              }));
    }
    facts.requests("in two halves", runs);
  }

  private Ended run(String label, AtomicLong signal, Load load)
      throws IOException, InterruptedException {
    String name = arm.name() + "-" + label;
    try (ArmProcess server = start(name, DRAIN_SECONDS)) {
      var client = new Client(Readiness.address(server.base()), PATIENCE);
      load.on(client);
      long signalNanos = System.nanoTime();
      server.terminate();
      signal.set(signalNanos);
      Ended ended = end(server, signalNanos);
      // What is sent from now on is refused: a moment of that is enough.
      Thread.sleep(50);
      Account account =
          Account.of(client.finish(), AccessLines.read(servers.log(name)), signalNanos);
      Files.write(servers.log(name + "-requests"), account.explained());
      account.faults().stream()
          .limit(MOST_EXPLAINED)
          .forEach(line -> progress.note(label + ": " + line));
      return new Ended(account, ended.time(), ended.exitCode());
    }
  }

  /** Waits for it, longer than it may take. */
  private static Ended end(ArmProcess server, long signalNanos) throws InterruptedException {
    OptionalInt exitCode = server.awaitExit(PATIENCE);
    return new Ended(Account.NOTHING, Duration.ofNanos(System.nanoTime() - signalNanos), exitCode);
  }

  private ArmProcess start(String name, int drainSeconds) throws IOException, InterruptedException {
    ArmProcess server =
        servers.start(
            arm,
            name,
            List.of(
                "--port=" + FreePorts.pair(),
                "--access-log=true",
                "--drain-seconds=" + drainSeconds));
    Readiness.await(server);
    return server;
  }

  private void order() throws IOException, InterruptedException {
    var seen = new ArrayList<Departure.Seen>();
    var signals = new ArrayList<Long>();
    for (int i = 1; i <= SINGLE_RUNS; i++) {
      step("readiness and listener " + i + "/" + SINGLE_RUNS);
      try (ArmProcess server = start(arm.name() + "-order-" + i, DRAIN_SECONDS)) {
        var client = new Client(Readiness.address(server.base()), PATIENCE);
        client.startOne("/delay/2500");
        var departure = Departure.of(Readiness.address(server.base()), Readiness.admin(server));
        Thread.sleep(1000);
        signals.add(System.nanoTime());
        server.terminate();
        var _ = server.awaitExit(PATIENCE);
        seen.add(departure.finish());
        var _ = client.finish();
      }
    }
    facts.order(seen, signals);
  }

  /** Nothing can be done for a request that takes longer than there is time. */
  private void deadline() throws IOException, InterruptedException {
    step("drain deadline");
    try (ArmProcess server = start(arm.name() + "-deadline", SHORT_DRAIN_SECONDS)) {
      Client client = waiting(server);
      long signalNanos = System.nanoTime();
      server.terminate();
      facts.ends(
          "a request of 60 s, drain time 2 s: ends after, exit code",
          List.of(end(server, signalNanos)),
          Duration.ofSeconds(SHORT_DRAIN_SECONDS));
      var _ = client.finish();
    }
  }

  private void secondSignal() throws IOException, InterruptedException {
    step("second signal");
    try (ArmProcess server = start(arm.name() + "-second-signal", DRAIN_SECONDS)) {
      Client client = waiting(server);
      server.terminate();
      boolean drains = server.awaitExit(Duration.ofSeconds(1)).isEmpty();
      long signalNanos = System.nanoTime();
      server.terminate();
      Ended ended = end(server, signalNanos);
      facts.secondSignal(
          "a request of 60 s, drain time 10 s, a second SIGTERM: ends after, exit code",
          drains,
          ended,
          AT_ONCE);
      var _ = client.finish();
    }
  }

  private static Client waiting(ArmProcess server) throws InterruptedException {
    var client = new Client(Readiness.address(server.base()), PATIENCE);
    client.startOne("/delay/60000");
    Thread.sleep(500);
    return client;
  }

  private void step(String what) {
    int runs = 4 * asked.rounds + SINGLE_RUNS + 2;
    progress.step(
        what, AROUND.plusMillis(asked.loadMillis).multipliedBy(runs - runsDone).plusSeconds(10));
    runsDone++;
  }
}
