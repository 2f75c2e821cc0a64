package duet.lab.stress;

import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.Probe;
import duet.lab.plan.Arm;
import duet.lab.process.ArmProcess;
import duet.lab.process.LoadFailedException;
import duet.lab.process.LoadGenerator;
import duet.lab.process.Servers;
import duet.lab.process.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a few requests that block do to all others, and whether what belongs to one ever shows in
 * another's answer. One thread.
 */
public final class Isolation {
  private static final String OTHERS = "/plaintext";
  private static final int CONNECTIONS = 64;
  private static final int SHARE = 100;
  private static final int WARM_UPS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration LEAD_IN = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Asked asked;
  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private int done;

  /**
   * What is asked for.
   *
   * @param ratePerSecond of all requests; a hundredth of it blocks
   * @param blockMillis for which each of these does
   * @param turns with and as many without them, in turns
   * @param turnMillis of each
   * @param echoes with a body of their own, as many as 1000 at once
   */
  public record Asked(int ratePerSecond, int blockMillis, int turns, long turnMillis, int echoes) {}

  private Isolation(Asked asked, Servers servers, Arm.Ours arm, Progress progress) {
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
    return new Isolation(asked, servers, arm, progress).run();
  }

  private List<Fact> run() throws IOException, InterruptedException, LoadFailedException {
    var facts = new ArrayList<Fact>();
    try (var generator =
        LoadGenerator.start(
            servers.processors().load(),
            servers.log(arm.name() + "-generator"),
            servers.children())) {
      for (String where : List.of("inline", "offloaded")) {
        try (ArmProcess server =
            servers.start(arm, arm.name() + "-" + where, List.of("--blocking-routes=" + where))) {
          Readiness.await(server);
          warmUp(generator, server);
          for (String how : List.of("lock", "spin", "native")) {
            facts.addAll(disturbed(generator, server, how, where));
          }
          if (where.equals("inline")) {
            progress.step("echoes", left());
            facts.add(Echoes.run(server.base(), asked.echoes));
          }
        }
      }
    }
    return facts;
  }

  private void warmUp(LoadGenerator generator, ArmProcess server)
      throws IOException, InterruptedException, LoadFailedException {
    for (int i = 0; i < WARM_UPS; i++) {
      var _ = generator.run(plan(server, 20_000, WARM_UP, Duration.ZERO), Watch.NOTHING);
    }
  }

  private List<Fact> disturbed(LoadGenerator generator, ArmProcess server, String how, String where)
      throws IOException, InterruptedException, LoadFailedException {
    var without = new Histogram(3);
    var with = new Histogram(3);
    long failed = 0;
    long blocked = 0;
    Duration turn = Duration.ofMillis(asked.turnMillis);
    LoadPlan others = plan(server, asked.ratePerSecond * (1 - 1.0 / SHARE), turn, LEAD_IN);
    for (int i = 0; i < 2 * asked.turns; i++) {
      boolean disturb = i % 4 == 1 || i % 4 == 2; // ABBA
      progress.step("%s %s, turn %d".formatted(how, where, i + 1), left());
      done++;
      if (disturb) {
        try (var blockers =
            new Blockers(
                server.base(),
                "/block/%s/%d".formatted(how, asked.blockMillis),
                asked.ratePerSecond / (double) SHARE)) {
          LoadResult result = generator.run(others, Watch.NOTHING);
          with.add(LoadResult.histogram(result.response()));
          failed += result.failed();
          blocked += blockers.answered();
        }
      } else {
        LoadResult result = generator.run(others, Watch.NOTHING);
        without.add(LoadResult.histogram(result.response()));
        failed += result.failed();
      }
    }
    String row = "%s, %s: ".formatted(how, where);
    return List.of(
        Fact.told(row + "p50, p99, p99.9 of the others without", times(without)),
        Fact.told(row + "with", times(with)),
        Fact.told(
            row + "p99.9 with ÷ without",
            String.format(
                Locale.ROOT,
                "%.1f",
                with.getValueAtPercentile(99.9) / (double) without.getValueAtPercentile(99.9))),
        new Fact(
            row + "others failed; requests that blocked",
            "%,d; %,d".formatted(failed, blocked),
            "0; some",
            failed == 0 && blocked > 0));
  }

  private static String times(Histogram of) {
    return String.format(
        Locale.ROOT,
        "%.2f, %.2f, %.2f ms",
        of.getValueAtPercentile(50) / 1e6,
        of.getValueAtPercentile(99) / 1e6,
        of.getValueAtPercentile(99.9) / 1e6);
  }

  private static LoadPlan plan(
      ArmProcess server, double perSecond, Duration window, Duration leadIn)
      throws IOException, InterruptedException {
    return new LoadPlan(
        LoadPlan.host(server.base()),
        server.base().getPort(),
        "GET",
        OTHERS,
        "",
        Probe.learn(server.base(), "GET", OTHERS, ""),
        LoadPlan.Pace.CONSTANT,
        CONNECTIONS,
        true,
        perSecond,
        leadIn.toNanos(),
        window.toNanos(),
        0,
        TIMEOUT.toNanos(),
        0,
        1);
  }

  private Duration left() {
    return Duration.ofMillis((6L * 2 * asked.turns - done) * (asked.turnMillis + 700) + 5000);
  }
}
