package duet.lab.stress;

import duet.lab.plan.Arm;
import duet.lab.process.ArmProcess;
import duet.lab.process.FreePorts;
import duet.lab.process.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final List<Fact> facts = new ArrayList<>();
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
    return shutdown.facts;
  }

  /** One server process from its start to the end of the load. */
  private record Run(Account account, Duration end, OptionalInt exitCode) {}

  /** Puts something on a server that has just been started, until it is to be told to stop. */
  private interface Load {
    void on(Client client) throws InterruptedException;
  }

  private void underLoad(String variant, Client.Manner manner)
      throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
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
    tell(variant, runs);
  }

  private void inHalves() throws IOException, InterruptedException {
    var runs = new ArrayList<Run>();
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
    tell("in two halves", runs);
  }

  private Run run(String label, AtomicLong signal, Load load)
      throws IOException, InterruptedException {
    String name = arm.name() + "-" + label;
    try (ArmProcess server = start(name, DRAIN_SECONDS)) {
      var client = new Client(Readiness.address(server.base()), PATIENCE);
      load.on(client);
      long signalNanos = System.nanoTime();
      server.terminate();
      signal.set(signalNanos);
      Run ended = end(server, signalNanos, Account.NOTHING);
      // What is sent from now on is refused: a moment of that is enough.
      Thread.sleep(50);
      Account account =
          Account.of(client.finish(), AccessLines.read(servers.log(name)), signalNanos);
      Files.write(servers.log(name + "-requests"), account.explained());
      account.faults().stream()
          .limit(MOST_EXPLAINED)
          .forEach(line -> progress.note(label + ": " + line));
      return new Run(account, ended.end, ended.exitCode);
    }
  }

  /** Waits for it, longer than it may take. */
  private static Run end(ArmProcess server, long signalNanos, Account account)
      throws InterruptedException {
    OptionalInt exitCode = server.awaitExit(PATIENCE);
    return new Run(account, Duration.ofNanos(System.nanoTime() - signalNanos), exitCode);
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

  private void tell(String variant, List<Run> runs) {
    Account sum = runs.stream().map(Run::account).reduce(Account.NOTHING, Account::plus);
    fact(
        variant + ": lost, of those sent",
        String.format(Locale.ROOT, "%,d of %,d", sum.lost(), sum.sent()),
        "0",
        sum.lost() == 0);
    if (variant.startsWith("pipelined")) {
      fact(
          variant + ": unanswered behind a last answer",
          String.format(Locale.ROOT, "%,d", sum.announced()),
          "0",
          sum.announced() == 0);
    }
    fact(
        variant + ": answered otherwise than 2xx",
        String.format(Locale.ROOT, "%,d", sum.otherwise()),
        "0",
        sum.otherwise() == 0);
    fact(
        variant + ": 2xx by the client, by the log",
        String.format(Locale.ROOT, "%,d, %,d", sum.right(), sum.logged()),
        "the same requests",
        sum.differing() == 0);
    facts.add(
        Fact.told(
            variant + ": connected, never read",
            String.format(Locale.ROOT, "%,d", sum.neverRead())));
    facts.add(
        Fact.told(
            variant + ": refused; connection gone before",
            String.format(Locale.ROOT, "%,d; %,d", sum.refused(), sum.unsent())));
    ends(variant + ": ends after, exit code", runs, Duration.ofSeconds(DRAIN_SECONDS).plus(GRACE));
  }

  /** The longest of them, and every exit code that there was. */
  private void ends(String row, List<Run> runs, Duration longest) {
    Duration end = runs.stream().map(Run::end).max(Duration::compareTo).orElse(Duration.ZERO);
    List<String> codes = runs.stream().map(run -> code(run.exitCode())).distinct().toList();
    fact(
        row,
        seconds(end) + ", " + String.join(" and ", codes),
        "<= " + seconds(longest) + ", 0",
        end.compareTo(longest) <= 0 && codes.equals(List.of("0")));
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
    fact(
        "listener refuses after",
        times(seen.stream().map(Departure.Seen::refusedNanos).toList(), signals),
        "SIGTERM",
        seen.stream().allMatch(each -> each.refusedNanos() != 0));
    fact(
        "readiness is 503 after",
        times(seen.stream().map(Departure.Seen::notReadyNanos).toList(), signals),
        "not later than the listener refuses",
        seen.stream().allMatch(Departure.Seen::isInOrder));
  }

  private static String times(List<Long> times, List<Long> signals) {
    var words = new ArrayList<String>();
    for (int i = 0; i < times.size(); i++) {
      words.add(
          times.get(i) == 0
              ? "never"
              : String.format(Locale.ROOT, "%.1f", (times.get(i) - signals.get(i)) / 1e6));
    }
    return String.join(", ", words) + " ms";
  }

  /** Nothing can be done for a request that takes longer than there is time. */
  private void deadline() throws IOException, InterruptedException {
    step("drain deadline");
    try (ArmProcess server = start(arm.name() + "-deadline", SHORT_DRAIN_SECONDS)) {
      Client client = waiting(server);
      long signalNanos = System.nanoTime();
      server.terminate();
      ends(
          "a request of 60 s, drain time 2 s: ends after, exit code",
          List.of(end(server, signalNanos, Account.NOTHING)),
          Duration.ofSeconds(SHORT_DRAIN_SECONDS).plus(GRACE));
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
      Run run = end(server, signalNanos, Account.NOTHING);
      fact(
          "a request of 60 s, drain time 10 s, a second SIGTERM: ends after, exit code",
          drains ? seconds(run.end) + ", " + code(run.exitCode) : "at the first",
          "<= " + seconds(AT_ONCE),
          drains && run.exitCode.isPresent() && run.end.compareTo(AT_ONCE) <= 0);
      var _ = client.finish();
    }
  }

  private static Client waiting(ArmProcess server) throws InterruptedException {
    var client = new Client(Readiness.address(server.base()), PATIENCE);
    client.startOne("/delay/60000");
    Thread.sleep(500);
    return client;
  }

  private void fact(String row, String value, String must, boolean holds) {
    facts.add(new Fact(row, value, must, holds));
  }

  private static String code(OptionalInt exitCode) {
    return exitCode.isPresent() ? Integer.toString(exitCode.getAsInt()) : "still running";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }

  private void step(String what) {
    int runs = 4 * asked.rounds + SINGLE_RUNS + 2;
    progress.step(
        what, AROUND.plusMillis(asked.loadMillis).multipliedBy(runs - runsDone).plusSeconds(10));
    runsDone++;
  }
}
