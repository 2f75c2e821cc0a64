package duet.lab.stress;

import duet.lab.plan.Arm;
import duet.lab.process.ArmProcess;
import duet.lab.process.LoadFailedException;
import duet.lab.process.LoadGenerator;
import duet.lab.process.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Ten thousand connections, one too many, and a thousand new ones a second. One thread. */
public final class Connections {
  /** For the row of one too many. */
  private static final int LIMIT = 1000;

  private static final int BEYOND = 100;

  /** For a server that may open too few files. */
  private static final int DESCRIPTORS = 1200;

  private static final List<String> FEW_FILES =
      List.of("--max-transfers=64", "--backend-connections=32", "--database-connections=4");

  private static final int FLOOD = 2000;
  private static final int FLOODS = 3;

  /** In force unless asked for more. */
  private static final int STANDARD_MOST = 12_000;

  private static final Duration AROUND = Duration.ofSeconds(25);

  private final Asked asked;
  private final Servers servers;
  private final Arm.Ours arm;
  private final Progress progress;
  private final ConnectionFacts facts = new ConnectionFacts();
  private Duration left;

  /**
   * What is asked for.
   *
   * @param connections kept at once
   * @param churnPerSecond new connections
   * @param seconds for which there are new ones; a fifth of it each kind of active ones
   */
  public record Asked(int connections, int churnPerSecond, int seconds) {
    /** Files that the laboratory, its generator and each server must be able to open. */
    public int descriptors() {
      // What a server sets aside for everything else, and some for the others.
      return connections + 4000;
    }

    Duration active() {
      return Duration.ofSeconds(Math.max(3, seconds / 5));
    }
  }

  private Connections(Asked asked, Servers servers, Arm.Ours arm, Progress progress) {
    this.asked = asked;
    this.servers = servers;
    this.arm = arm;
    this.progress = progress;
    left = AROUND.plusSeconds(asked.seconds).plus(asked.active().multipliedBy(2));
  }

  /**
   * Does it with one arm.
   *
   * @throws LoadFailedException if there was no load
   */
  public static List<Fact> run(Asked asked, Servers servers, Arm.Ours arm, Progress progress)
      throws IOException, InterruptedException, LoadFailedException {
    return new Connections(asked, servers, arm, progress).run();
  }

  private List<Fact> run() throws IOException, InterruptedException, LoadFailedException {
    many();
    beyond();
    fewFiles();
    return facts.all();
  }

  private void many() throws IOException, InterruptedException, LoadFailedException {
    var flags = new ArrayList<String>();
    if (asked.connections > STANDARD_MOST) {
      flags.add("--max-connections=" + asked.connections);
    }
    step("idle connections", Duration.ofSeconds(15));
    try (ArmProcess server = start("connections", flags);
        var generator =
            LoadGenerator.start(
                servers.processors().load(),
                servers.log(arm.name() + "-generator"),
                servers.children())) {
      var connections = new ManyConnections(server, generator, facts);
      connections.idle(asked.connections);
      for (String target : List.of("/plaintext", "/delay/1000")) {
        step("active connections on " + target, asked.active().plusSeconds(4));
        connections.active(target, asked.connections, asked.active());
      }
      step("new connections", Duration.ofSeconds(asked.seconds + 4L));
      connections.churn(asked.churnPerSecond, Duration.ofSeconds(asked.seconds));
    }
  }

  private void beyond() throws IOException, InterruptedException {
    step("connections beyond the limit", Duration.ofSeconds(4));
    try (ArmProcess server = start("limit", List.of("--max-connections=" + LIMIT))) {
      new TooManyConnections(server, facts).beyond(LIMIT, BEYOND);
    }
  }

  private void fewFiles() throws IOException, InterruptedException {
    step("connections beyond what the process may open", Duration.ofSeconds(8));
    String label = arm.name() + "-few-files";
    try (ArmProcess server =
        servers.start(arm, label, FEW_FILES, List.of(), Servers.withDescriptors(DESCRIPTORS))) {
      Readiness.await(server);
      OptionalInt most = TooManyConnections.lowered(servers.log(label));
      facts.is(
          "ulimit -n " + DESCRIPTORS + ": max-connections is lowered, and a line says so",
          most.isPresent() ? "yes" : "no",
          "yes");
      if (most.isPresent()) {
        facts.told(
            "ulimit -n " + DESCRIPTORS + ": max-connections", Integer.toString(most.getAsInt()));
        new TooManyConnections(server, facts).flood(most.getAsInt(), FLOOD, FLOODS);
      }
    }
  }

  private ArmProcess start(String what, List<String> flags)
      throws IOException, InterruptedException {
    ArmProcess server = servers.start(arm, arm.name() + "-" + what, flags);
    Readiness.await(server);
    return server;
  }

  private void step(String what, Duration time) {
    progress.step(what, left);
    left = left.compareTo(time) > 0 ? left.minus(time) : Duration.ZERO;
  }
}
