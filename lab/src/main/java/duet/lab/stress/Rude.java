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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A thousand rude clients at once, kind by kind, each in turns with the others alone: these are to
 * notice little, and those are to be cut off in time. One thread.
 */
public final class Rude {
  private static final int OTHERS = 32;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration AROUND = Duration.ofSeconds(4);

  /** A kind that disturbs the others comes so often again: what a neighbour does passes. */
  private static final int MORE = 2;

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
   * @param kinds one or more
   * @param clients rude ones at once
   * @param ratePerSecond requests of the others
   * @param rounds of all kinds
   * @param aloneMillis of a window without rude clients
   * @param quick whether the servers have short limits
   */
  public record Asked(
      Set<RudeKind> kinds,
      int clients,
      int ratePerSecond,
      int rounds,
      long aloneMillis,
      boolean quick) {
    /** Copies. */
    public Asked {
      kinds = EnumSet.copyOf(kinds);
    }
  }

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
    step("starts", Duration.ZERO);
    try (var far = FarClients.start(servers, servers.log(arm.name() + "-far-clients"));
        ArmProcess server = start(far, "");
        ArmProcess elsewhere = start(far, "-elsewhere");
        var others = Others.of(servers, server, asked.ratePerSecond, OTHERS)) {
      others.warmUp(WARM_UP);
      warmUp(elsewhere);
      Held before = Held.settled(server, 0, AROUND);
      var waves = new Waves(server, others, times, asked.clients);
      var kinds = kinds(waves.longestOfVanished(), far);
      left = whole(kinds);
      for (int round = 1; round <= asked.rounds; round++) {
        for (Kind kind : kinds) {
          alone(others);
          wave(kind, round, waves);
        }
      }
      alone(others);
      if (!asked.quick) {
        again(kinds, others, waves, new Waves(elsewhere, others, times, asked.clients));
      }
      return facts(kinds, before, Held.settled(server, 0, AROUND));
    }
  }

  private ArmProcess start(FarClients far, String suffix) throws IOException, InterruptedException {
    var flags = new ArrayList<>(times.flags());
    flags.add("--host=" + far.host());
    // All of them are to be there at once.
    flags.add("--max-transfers=" + (asked.clients + OTHERS));
    ArmProcess server = servers.start(arm, arm.name() + "-rude" + suffix, flags);
    try {
      Readiness.await(server);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void warmUp(ArmProcess elsewhere)
      throws IOException, InterruptedException, LoadFailedException {
    try (var its = Others.of(servers, elsewhere, asked.ratePerSecond, OTHERS)) {
      its.warmUp(WARM_UP);
    }
  }

  private interface Run {
    Wave run(Waves waves) throws IOException, InterruptedException, LoadFailedException;
  }

  private interface Told {
    void in(RudeFacts facts, List<Wave> waves);
  }

  /**
   * @param elsewhere how the others fared while such a crowd was at another server
   */
  private record Kind(
      RudeKind key,
      String words,
      Duration time,
      Run run,
      Told told,
      List<Wave> waves,
      List<Window> elsewhere) {
    Kind(RudeKind key, String words, Duration time, Run run, Told told) {
      this(key, words, time, run, told, new ArrayList<>(), new ArrayList<>());
    }
  }

  private List<Kind> kinds(Duration longest, FarClients far) {
    var kinds = new ArrayList<Kind>();
    for (Rudeness rudeness : Rudeness.values()) {
      kinds.add(
          new Kind(
              rudeness.kind(),
              rudeness.inWords(),
              Duration.ofSeconds(rudeness.seconds(times) + 2).plus(times.arrival()),
              waves -> waves.of(rudeness),
              (facts, its) -> facts.of(rudeness, times, its)));
    }
    kinds.add(
        new Kind(
            RudeKind.HALF_OPEN,
            "half-open",
            Duration.ofSeconds(times.idle() + 4),
            waves -> waves.ofVanished(far),
            (facts, its) -> facts.ofVanished(longest, its)));
    kinds.add(
        new Kind(
            RudeKind.RESETS,
            "resets in every phase",
            Duration.ofSeconds(4),
            Waves::ofResets,
            RudeFacts::ofResets));
    kinds.removeIf(kind -> !asked.kinds.contains(kind.key));
    return kinds;
  }

  private void alone(Others others) throws LoadFailedException, InterruptedException {
    Duration time = Duration.ofMillis(asked.aloneMillis);
    step("others alone", time);
    alone.add(others.during(time));
  }

  private void wave(Kind kind, int round, Waves waves)
      throws IOException, InterruptedException, LoadFailedException {
    step(kind.words + " " + round, kind.time);
    kind.waves.add(kind.run.run(waves));
  }

  /**
   * Those under which others fared badly come again, here and at another server on the same
   * processor: what they cost others there is no fault of this one.
   */
  private void again(List<Kind> kinds, Others others, Waves here, Waves elsewhere)
      throws IOException, InterruptedException, LoadFailedException {
    for (Kind kind : kinds.stream().filter(this::isBad).toList()) {
      for (int more = 1; more <= MORE; more++) {
        step(kind.words + ", elsewhere " + more, kind.time);
        kind.elsewhere.add(kind.run.run(elsewhere).others());
        wave(kind, asked.rounds + more, here);
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
    for (Kind kind : kinds) {
      kind.told.in(facts, kind.waves);
      facts.elsewhere(kind.words, kind.elsewhere);
    }
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

  private Duration whole(List<Kind> kinds) {
    Duration waves = Duration.ZERO;
    for (Kind kind : kinds) {
      waves = waves.plus(kind.time).plusMillis(asked.aloneMillis);
    }
    return waves.multipliedBy(asked.rounds).plusMillis(asked.aloneMillis);
  }

  /** Of those that come again it is not known beforehand which. */
  private void step(String what, Duration time) {
    progress.step(what, left.compareTo(time) > 0 ? left : time);
    left = left.compareTo(time) > 0 ? left.minus(time) : Duration.ZERO;
  }
}
