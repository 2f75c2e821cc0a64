package duet.lab.stress;

import duet.lab.crowd.Crowd;
import duet.lab.crowd.Guest;
import duet.lab.crowd.Script;
import duet.lab.crowd.Step;
import duet.lab.load.Expectation;
import duet.lab.load.LoadPlan;
import duet.lab.load.LoadResult;
import duet.lab.load.Probe;
import duet.lab.process.ArmProcess;
import duet.lab.process.LoadFailedException;
import duet.lab.process.LoadGenerator;
import duet.lab.process.Watch;
import duet.lab.sample.Footprint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Connections that are kept, idle or not, and connections that are not. Of one server; one thread.
 */
final class ManyConnections {
  /** A request for a connection that is kept. */
  static final Script ASK =
      Script.of(
          new Step.Send("GET /plaintext HTTP/1.1\r\nHost: a\r\n\r\n"), new Step.AwaitAnswer());

  private static final Script ASK_AND_RESET =
      Script.of(
          new Step.Send("GET /plaintext HTTP/1.1\r\nHost: a\r\n\r\n"),
          new Step.AwaitAnswer(),
          new Step.Reset());

  /** New connections in a second, where it is not asked how many a server can take. */
  static final int ARRIVE_PER_SECOND = 4000;

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LEAD_IN = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** For connections that are made and not kept, more than are ever open at once. */
  private static final int PLACES = 512;

  private final ArmProcess server;
  private final LoadGenerator generator;
  private final ConnectionFacts facts;

  ManyConnections(ArmProcess server, LoadGenerator generator, ConnectionFacts facts) {
    this.server = server;
    this.generator = generator;
    this.facts = facts;
  }

  /** Each has one request answered, and another after a while. */
  void idle(int connections) throws IOException, InterruptedException {
    open(connections / 10, 1);
    Held before = Held.settled(server, 0, PATIENCE);
    Footprint.resetPeak(server.pid());
    Opened opened = open(connections, 2);
    Held after = Held.settled(server, 0, PATIENCE);
    facts.all("idle: connected and answered", opened.answered, connections);
    facts.cost("idle", before, opened.full, connections, true);
    facts.told(
        "idle: peak of resident memory, garbage and all",
        String.format(
            Locale.ROOT,
            "%.0f MiB",
            opened.atOnce.footprint().peakRssBytes() / (double) (1 << 20)));
    facts.all("idle: answered again", opened.answeredAgain, connections);
    facts.left("idle", before, after);
  }

  /**
   * What was seen of so many connections.
   *
   * @param atOnce when the last had been answered
   * @param full then, garbage collected
   */
  private record Opened(long answered, Held atOnce, Held full, long answeredAgain) {}

  private Opened open(int connections, int times) throws IOException, InterruptedException {
    try (var crowd = new Crowd(Readiness.address(server.base()))) {
      for (int i = 0; i < connections; i++) {
        crowd.add(ASK, arrival(i));
      }
      var _ = crowd.until(() -> crowd.answers() + crowd.ended() >= connections, PATIENCE);
      long answered = crowd.answers();
      Held atOnce = Held.now(server);
      Held full = Held.settled(server, connections, PATIENCE);
      if (times > 1) {
        List<Guest> guests = crowd.guests();
        for (int i = 0; i < guests.size(); i++) {
          crowd.add(guests.get(i), ASK, arrival(i));
        }
        var _ =
            crowd.until(() -> crowd.answers() + crowd.ended() >= answered + connections, PATIENCE);
      }
      return new Opened(answered, atOnce, full, crowd.answers() - answered);
    }
  }

  private static Duration arrival(int index) {
    return Duration.ofSeconds(1).multipliedBy(index).dividedBy(ARRIVE_PER_SECOND);
  }

  /** Each has a request under way, and sends another as soon as it is answered. */
  void active(String target, int connections, Duration time)
      throws IOException, InterruptedException, LoadFailedException {
    Held before = Held.settled(server, 0, PATIENCE);
    Footprint.resetPeak(server.pid());
    var seen = new ArrayList<Held>();
    LoadResult result =
        generator.run(
            plan(target, LoadPlan.Pace.CLOSED, connections, true, 0, LEAD_IN, time),
            new Watch() {
              @Override
              public void after() {
                try {
                  seen.add(Held.now(server));
                } catch (IOException _) {
                  // what is not seen is not told
                }
              }
            });
    String row = "active on " + target;
    facts.load(row, Others.Window.of(result));
    for (Held held : seen) {
      facts.all(row + ": connections", held.connections(), connections);
      facts.cost(row, before, held, connections, false);
    }
    facts.left(row, before, Held.settled(server, 0, PATIENCE));
  }

  /** New connections all the time, each for one request. */
  void churn(int perSecond, Duration time)
      throws IOException, InterruptedException, LoadFailedException {
    Duration half = time.dividedBy(2);
    Duration rehearsal = Duration.ofSeconds(2);
    closed(perSecond, rehearsal);
    reset(perSecond, rehearsal);
    Held before = Held.settled(server, 0, PATIENCE);
    Others.Window window = closed(perSecond, half);
    facts.load(perSecond + "/s with Connection: close", window);
    Held between = Held.settled(server, 0, PATIENCE);
    facts.left("after them", before, between);
    long answered = reset(perSecond, half);
    facts.all(perSecond + "/s that are reset: answered before", answered, count(perSecond, half));
    facts.left("after both", before, Held.settled(server, 0, PATIENCE));
  }

  private static int count(int perSecond, Duration time) {
    return (int) (perSecond * time.toMillis() / 1000);
  }

  private Others.Window closed(int perSecond, Duration time)
      throws IOException, InterruptedException, LoadFailedException {
    return Others.Window.of(
        generator.run(
            plan(
                "/plaintext",
                LoadPlan.Pace.CONSTANT,
                PLACES,
                false,
                perSecond,
                Duration.ZERO,
                time),
            Watch.NOTHING));
  }

  private long reset(int perSecond, Duration time) throws IOException {
    int count = count(perSecond, time);
    try (var crowd = new Crowd(Readiness.address(server.base()))) {
      for (int i = 0; i < count; i++) {
        crowd.add(ASK_AND_RESET, Duration.ofSeconds(1).multipliedBy(i).dividedBy(perSecond));
      }
      var _ = crowd.until(() -> crowd.ended() == count, time.plus(PATIENCE));
      return crowd.guests().stream()
          .filter(guest -> guest.answers() == 1 && guest.status() == 200)
          .count();
    }
  }

  private LoadPlan plan(
      String target,
      LoadPlan.Pace pace,
      int connections,
      boolean keepAlive,
      double ratePerSecond,
      Duration leadIn,
      Duration window)
      throws IOException, InterruptedException {
    URI base = server.base();
    Expectation right = Probe.learn(base, "GET", target, "");
    return new LoadPlan(
        LoadPlan.host(base),
        base.getPort(),
        "GET",
        target,
        "",
        right,
        pace,
        connections,
        keepAlive,
        ratePerSecond,
        leadIn.toNanos(),
        window.toNanos(),
        0,
        TIMEOUT.toNanos(),
        0,
        1);
  }
}
