package duet.lab.stress;

import duet.lab.crowd.Crowd;
import duet.lab.crowd.Ending;
import duet.lab.crowd.Guest;
import duet.lab.crowd.Phase;
import duet.lab.crowd.Script;
import duet.lab.crowd.Step;
import duet.lab.process.ArmProcess;
import duet.lab.process.FarClients;
import duet.lab.process.LoadFailedException;
import duet.lab.sample.Footprint;
import duet.lab.sample.Metrics;
import duet.lab.sample.SocketMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;

/** Sends crowds of rude clients to one server while others use it. One thread. */
final class Waves {
  /** Readers that were cut off too early are found so long before it is time. */
  private static final Duration EARLY = Duration.ofMillis(200);

  /** The others have begun. */
  private static final Duration BEFORE = Duration.ofMillis(300);

  /** Those that leave by themselves come in this time, shorter than any limit. */
  private static final Duration RESETS_COME = Duration.ofMillis(1500);

  /** Then they leave in this. */
  private static final Duration RESETS_GO = Duration.ofSeconds(1);

  /** A limit is kept to this. */
  static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** How long it is waited for those that are not cut off in time. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Far clients need this to come. */
  private static final Duration FAR = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final List<String> OVERDUE = List.of("request", "head", "body", "answer");

  /** In which resets come. */
  private static final List<Phase> PHASES =
      List.of(
          Phase.NOTHING,
          Phase.LINE,
          Phase.HEAD,
          Phase.BODY,
          Phase.CHUNK,
          Phase.WAITING,
          Phase.ANSWER,
          Phase.IDLE);

  private final ArmProcess server;
  private final InetSocketAddress address;
  private final Others others;
  private final ClientTimes times;
  private final int clients;
  private long kernelBytes;

  Waves(ArmProcess server, Others others, ClientTimes times, int clients) {
    this.server = server;
    this.address = Readiness.address(server.base());
    this.others = others;
    this.times = times;
    this.clients = clients;
  }

  /** All of them are rude in the same way, and stay until they are cut off. */
  Wave of(Rudeness rudeness) throws IOException, InterruptedException, LoadFailedException {
    Duration limit = Duration.ofSeconds(rudeness.seconds(times));
    Duration whole = BEFORE.plus(times.arrival()).plus(limit).plus(TOLERANCE);
    return in(
        whole,
        crowd -> {
          crowd.lookAfter(BEFORE.plus(limit).minus(EARLY));
          for (int i = 0; i < clients; i++) {
            crowd.add(rudeness.script(i, clients), arrival(i));
          }
          untilAllHaveEnded(crowd, whole.plus(PATIENCE));
        });
  }

  /** Each leaves with a reset, in one phase of a connection or another. */
  Wave ofResets() throws IOException, InterruptedException, LoadFailedException {
    Duration whole = BEFORE.plus(RESETS_COME).plus(RESETS_GO).plus(TOLERANCE);
    return in(
        whole,
        crowd -> {
          for (int i = 0; i < clients; i++) {
            Script until = PHASES.get(i % PHASES.size()).script();
            Duration come = RESETS_COME.multipliedBy(i).dividedBy(clients);
            Duration go = RESETS_COME.plus(RESETS_GO.multipliedBy(i).dividedBy(clients));
            var steps = new ArrayList<>(until.steps());
            steps.add(new Step.Pause(go.minus(come).toNanos()));
            steps.add(new Step.Reset());
            crowd.add(
                new Script(steps, until.reading(), until.receiveBufferBytes()), BEFORE.plus(come));
          }
          untilAllHaveEnded(crowd, whole.plus(PATIENCE));
        });
  }

  private void untilAllHaveEnded(Crowd crowd, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    kernelBytes = 0;
    while (crowd.ended() < clients && System.nanoTime() - end < 0) {
      var _ = crowd.until(() -> crowd.ended() == clients, LOOK);
      kernelBytes = Math.max(kernelBytes, SocketMemory.bytes());
    }
  }

  private Duration arrival(long index) {
    return BEFORE.plus(times.arrival().multipliedBy(index).dividedBy(clients));
  }

  private interface Crowding {
    void with(Crowd crowd) throws IOException;
  }

  private Wave in(Duration whole, Crowding crowding)
      throws IOException, InterruptedException, LoadFailedException {
    Metrics before = Metrics.read(Held.admin(server));
    Footprint.resetPeak(server.pid());
    FutureTask<Others.Window> load = others.begin(whole);
    Map<String, Integer> seen;
    List<Duration> ends;
    int came;
    Map<String, Long> counted;
    Others.Window window;
    try (var crowd = new Crowd(address)) {
      crowding.with(crowd);
      seen = seen(crowd.guests());
      ends = ends(crowd.guests());
      came = came(crowd.guests());
      counted = counted(before);
      window = Others.of(load);
    }
    long peak = Held.now(server).footprint().peakRssBytes();
    return new Wave(
        came,
        seen,
        ends.stream().findFirst(),
        ends.isEmpty() ? Optional.empty() : Optional.of(ends.getLast()),
        counted,
        window,
        peak,
        kernelBytes,
        Held.whenConnections(server, 0, PATIENCE));
  }

  private static int came(List<Guest> guests) {
    return (int) guests.stream().filter(guest -> guest.connectedNanos() != 0).count();
  }

  private static Map<String, Integer> seen(List<Guest> guests) {
    var seen = new TreeMap<String, Integer>();
    guests.forEach(guest -> seen.merge(Rudeness.seenBy(guest), 1, Integer::sum));
    return seen;
  }

  /** Of those that were cut off, the shortest first. */
  private static List<Duration> ends(List<Guest> guests) {
    return guests.stream()
        .filter(guest -> guest.ending() == Ending.CLOSED || guest.ending() == Ending.RESET)
        .map(Waves::time)
        .sorted()
        .toList();
  }

  private static Duration time(Guest guest) {
    return Duration.ofNanos(
        guest.endNanos() - (guest.hasSent() ? guest.firstByteNanos() : guest.connectedNanos()));
  }

  private Map<String, Long> counted(Metrics before) throws IOException {
    Metrics now = Metrics.read(Held.admin(server));
    var counted = new TreeMap<String, Long>();
    for (String what : OVERDUE) {
      String name = "duet_clients_cut_off_total{for=\"" + what + "\"}";
      long more = now.whole(name) - before.whole(name);
      if (more != 0) {
        counted.put(what, more);
      }
    }
    return counted;
  }

  /** The longest that one of those that vanish may be there, who has just been sent an answer. */
  Duration longestOfVanished() {
    return Phase.waiting()
        .plusSeconds(
            Math.max(Math.max(times.idle(), times.send()), Math.max(times.header(), times.body())));
  }

  /**
   * Their machine goes away; what is known of them is what the server says of them. Times are from
   * their vanishing.
   */
  Wave ofVanished(FarClients far) throws IOException, InterruptedException, LoadFailedException {
    Metrics before = Metrics.read(Held.admin(server));
    Footprint.resetPeak(server.pid());
    FutureTask<Others.Window> load = others.begin(longestOfVanished().plus(TOLERANCE).plus(FAR));
    int came = far.come(address, clients);
    far.vanish();
    long vanishedNanos = System.nanoTime();
    long end = vanishedNanos + longestOfVanished().plus(TOLERANCE).plus(PATIENCE).toNanos();
    Optional<Duration> first = Optional.empty();
    Map<String, Long> counted = Map.of();
    long sum = 0;
    kernelBytes = 0;
    while (sum < came && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK);
      kernelBytes = Math.max(kernelBytes, SocketMemory.bytes());
      counted = counted(before);
      sum = counted.values().stream().mapToLong(Long::longValue).sum();
      if (sum > 0 && first.isEmpty()) {
        first = Optional.of(Duration.ofNanos(System.nanoTime() - vanishedNanos));
      }
    }
    Optional<Duration> last =
        sum < came
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(System.nanoTime() - vanishedNanos));
    Others.Window window = Others.of(load);
    long peak = Held.now(server).footprint().peakRssBytes();
    Held after = Held.whenConnections(server, 0, PATIENCE);
    far.comeBackAndGo();
    return new Wave(
        came,
        Map.of("nothing, " + far.inWords(), came),
        first,
        last,
        counted,
        window,
        peak,
        kernelBytes,
        after);
  }
}
