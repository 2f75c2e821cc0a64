package duet.lab.stress;

import duet.lab.plan.Arm;
import duet.lab.process.ArmProcess;
import duet.lab.process.FarClients;
import duet.lab.process.LoadFailedException;
import duet.lab.process.Servers;
import duet.lab.stress.Others.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A thousand rude clients at once, kind by kind, each in turns with the others alone: these are to
 * notice little, and those are to be cut off in time. One thread.
 */
public final class Rude {
  private static final int OTHERS = 32;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration AROUND = Duration.ofSeconds(4);

  /** A wave that disturbs the others is run again this often: what a neighbour does passes. */
  private static final int MOST_MORE = 2;

  private final Asked asked;
  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private final ClientTimes times;
  private final List<Window> alone = new ArrayList<>();
  private Duration left = Duration.ZERO;

  /**
   * What is asked for.
   *
   * @param clients rude ones at once
   * @param ratePerSecond requests of the others
   * @param rounds of all kinds
   * @param aloneMillis of a window without rude clients
   * @param quick whether the servers have short limits
   */
  public record Asked(
      int clients, int ratePerSecond, int rounds, long aloneMillis, boolean quick) {}

  private Rude(Asked asked, Servers servers, Arm.Ours arm, Progress progress) {
    this.asked = asked;
    this.servers = servers;
    this.arm = arm;
    this.progress = progress;
    times = asked.quick ? ClientTimes.SHORT : ClientTimes.STANDARD;
  }

  /**
   * Does it with one arm.
   *
   * @throws LoadFailedException if the others did not get through at all
   */
  public static List<Fact> run(Asked asked, Servers servers, Arm.Ours arm, Progress progress)
      throws IOException, InterruptedException, LoadFailedException {
    return new Rude(asked, servers, arm, progress).run();
  }

  private List<Fact> run() throws IOException, InterruptedException, LoadFailedException {
    left = whole();
    step("starts", AROUND.plus(WARM_UP));
    try (var far = FarClients.start(servers, servers.log(arm.name() + "-far-clients"));
        ArmProcess server = start(far);
        var others = Others.of(servers, server, asked.ratePerSecond, OTHERS)) {
      others.warmUp(WARM_UP);
      Held before = Held.settled(server, 0, AROUND);
      var waves = new Waves(server, others, times, asked.clients);
      var kinds = kinds(waves, far);
      for (int round = 1; round <= asked.rounds; round++) {
        for (Kind kind : kinds) {
          alone(others);
          wave(kind, round);
        }
      }
      alone(others);
      if (!asked.quick) {
        again(kinds, others);
      }
      return facts(kinds, before, Held.settled(server, 0, AROUND));
    }
  }

  private ArmProcess start(FarClients far) throws IOException, InterruptedException {
    var flags = new ArrayList<>(times.flags());
    flags.add("--host=" + far.host());
    // All of them are to be there at once.
    flags.add("--max-transfers=" + (asked.clients + OTHERS));
    ArmProcess server = servers.start(arm, arm.name() + "-rude", flags);
    Readiness.await(server);
    return server;
  }

  private interface Run {
    Wave run() throws IOException, InterruptedException, LoadFailedException;
  }

  private interface Told {
    void in(RudeFacts facts, List<Wave> waves);
  }

  private record Kind(String words, Duration time, Run run, Told told, List<Wave> waves) {}

  private List<Kind> kinds(Waves waves, FarClients far) {
    var kinds = new ArrayList<Kind>();
    for (Rudeness rudeness : Rudeness.values()) {
      kinds.add(
          new Kind(
              rudeness.inWords(),
              Duration.ofSeconds(rudeness.seconds(times) + 2).plus(times.arrival()),
              () -> waves.of(rudeness),
              (facts, its) -> facts.of(rudeness, times, its),
              new ArrayList<>()));
    }
    kinds.add(
        new Kind(
            "half-open",
            Duration.ofSeconds(times.idle() + 4),
            () -> waves.ofVanished(far),
            (facts, its) -> facts.ofVanished(waves.longestOfVanished(), its),
            new ArrayList<>()));
    kinds.add(
        new Kind(
            "resets",
            Duration.ofSeconds(4),
            waves::ofResets,
            RudeFacts::ofResets,
            new ArrayList<>()));
    return kinds;
  }

  private void alone(Others others) throws LoadFailedException, InterruptedException {
    Duration time = Duration.ofMillis(asked.aloneMillis);
    step("others alone", time);
    alone.add(others.during(time));
  }

  private void wave(Kind kind, int round)
      throws IOException, InterruptedException, LoadFailedException {
    step(kind.words + " " + round, kind.time);
    kind.waves.add(kind.run.run());
  }

  /** Those under which others fared badly: the median of all of its waves counts. */
  private void again(List<Kind> kinds, Others others)
      throws IOException, InterruptedException, LoadFailedException {
    for (Kind kind : kinds) {
      for (int more = 1; more <= MOST_MORE && isBad(kind); more++) {
        wave(kind, asked.rounds + more);
        alone(others);
      }
    }
  }

  private boolean isBad(Kind kind) {
    return RudeFacts.times(kind.waves.stream().map(Wave::others).toList(), alone) > RudeFacts.MOST;
  }

  private List<Fact> facts(List<Kind> kinds, Held before, Held after) {
    var facts = new RudeFacts(alone, asked.clients, before, !asked.quick);
    facts.alone();
    kinds.forEach(kind -> kind.told.in(facts, kind.waves));
    facts.heap(after);
    progress.note(late("alone", alone));
    for (Kind kind : kinds) {
      progress.note(late(kind.words, kind.waves.stream().map(Wave::others).toList()));
    }
    return facts.all();
  }

  private static String late(String what, List<Window> windows) {
    return "requests of the others were sent late by, p99, ms, %s: %s"
        .formatted(
            what,
            windows.stream()
                .map(window -> String.format(Locale.ROOT, "%.2f", window.lateNanos() / 1e6))
                .collect(Collectors.joining(" ")));
  }

  private Duration whole() {
    Duration waves = Duration.ofSeconds(times.idle() + 8L);
    for (Rudeness rudeness : Rudeness.values()) {
      waves = waves.plusSeconds(rudeness.seconds(times) + 2L).plus(times.arrival());
    }
    return AROUND
        .plus(WARM_UP)
        .plus(waves.plusMillis(8 * asked.aloneMillis).multipliedBy(asked.rounds));
  }

  private void step(String what, Duration time) {
    progress.step(what, left);
    left = left.compareTo(time) > 0 ? left.minus(time) : Duration.ZERO;
  }
}
