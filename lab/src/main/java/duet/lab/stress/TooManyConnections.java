package duet.lab.stress;

import duet.lab.crowd.Crowd;
import duet.lab.crowd.Ending;
import duet.lab.crowd.Guest;
import duet.lab.crowd.Script;
import duet.lab.process.ArmProcess;
import duet.lab.sample.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** More connections than a server takes. Of one server; one thread. */
final class TooManyConnections {
  private static final Duration PATIENCE = ManyConnections.PATIENCE;
  private static final String REFUSED = "duet_refused_connections_total";
  private static final Pattern LOWERED =
      Pattern.compile(".*max-connections is ([0-9]+) instead of .*");

  private final ArmProcess server;
  private final ConnectionFacts facts;

  TooManyConnections(ArmProcess server, ConnectionFacts facts) {
    this.server = server;
    this.facts = facts;
  }

  /**
   * As many as it takes, and then some more, half of which ask for something at once.
   *
   * @param most that it takes
   * @param more fewer than a server tells so at once
   */
  void beyond(int most, int more) throws IOException {
    String row = "limit " + most;
    try (var crowd = new Crowd(Readiness.address(server.base()))) {
      add(crowd, ManyConnections.ASK, most, true);
      var _ = crowd.until(() -> crowd.answers() + crowd.ended() >= most, PATIENCE);
      facts.all(row + ": connected and answered", crowd.answers(), most);
      long before = Metrics.read(Held.admin(server)).whole(REFUSED);
      add(crowd, Script.of(), more / 2, true);
      add(crowd, ManyConnections.ASK, more - more / 2, true);
      var _ = crowd.until(() -> crowd.ended() >= more, PATIENCE);
      List<Guest> others = crowd.guests().subList(most, most + more);
      facts.is(row + ", " + more + " more: see", seen(others), more + " 503, closed");
      facts.all(
          row + ", " + more + " more: Retry-After",
          others.stream().filter(guest -> guest.lastText().contains("Retry-After: 1\r\n")).count(),
          more);
      facts.all(
          row + ", " + more + " more: refused by the server's count",
          Metrics.read(Held.admin(server)).whole(REFUSED) - before,
          more);
      facts.all(row + ": answered again", again(crowd, most), most);
      crowd.leave(List.of(crowd.guests().getFirst()));
      crowd.during(Duration.ofMillis(300));
      long answers = crowd.answers();
      crowd.add(ManyConnections.ASK, Duration.ZERO);
      var _ = crowd.until(() -> crowd.answers() > answers, Duration.ofSeconds(2));
      facts.all(row + ": one leaves, one comes in", crowd.answers() - answers, 1);
    }
  }

  private static long again(Crowd crowd, int most) throws IOException {
    long before = crowd.answers();
    List<Guest> guests = crowd.guests();
    for (int i = 0; i < guests.size(); i++) {
      if (guests.get(i).ending() == Ending.NONE) {
        crowd.add(guests.get(i), ManyConnections.ASK, Duration.ofMillis(i / 4));
      }
    }
    var _ = crowd.until(() -> crowd.answers() >= before + most, PATIENCE);
    return crowd.answers() - before;
  }

  private static void add(Crowd crowd, Script script, int count, boolean slowly) {
    for (int i = 0; i < count; i++) {
      crowd.add(
          script,
          slowly
              ? Duration.ofSeconds(1).multipliedBy(i).dividedBy(ManyConnections.ARRIVE_PER_SECOND)
              : Duration.ZERO);
    }
  }

  /** What it says it takes, since it may open too few files for more; empty if it says nothing. */
  static OptionalInt lowered(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines
          .map(LOWERED::matcher)
          .filter(Matcher::matches)
          .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
          .findFirst();
    }
  }

  /**
   * More at once than it may open files, again and again: as many as it takes are served, nobody is
   * left waiting, and then all is well again.
   *
   * @param most that it takes
   */
  void flood(int most, int connections, int times) throws IOException, InterruptedException {
    String row = "flood of " + connections;
    var seen = new TreeMap<String, Integer>();
    long served = 0;
    long waiting = 0;
    long again = 0;
    for (int i = 0; i < times; i++) {
      try (var crowd = new Crowd(Readiness.address(server.base()))) {
        add(crowd, ManyConnections.ASK, connections, false);
        var _ = crowd.until(() -> crowd.ended() >= connections - most, Duration.ofSeconds(5));
        crowd.during(Duration.ofMillis(200));
        for (Guest guest : crowd.guests()) {
          boolean isServed = guest.ending() == Ending.NONE && guest.status() == 200;
          served += isServed ? 1 : 0;
          waiting += guest.ending() == Ending.NONE && guest.status() == 0 ? 1 : 0;
          seen.merge(isServed ? "served" : Rudeness.seenBy(guest), 1, Integer::sum);
        }
        again += again(crowd, most);
      }
      var _ = Held.whenConnections(server, 0, PATIENCE);
    }
    facts.told(row + ", " + times + " times: see", inWords(seen));
    facts.all(row + ": served", served, (long) most * times);
    facts.all(row + ": left without an answer or an end", waiting, 0);
    facts.all(row + ": those served are answered again", again, (long) most * times);
    try (var crowd = new Crowd(Readiness.address(server.base()))) {
      add(crowd, ManyConnections.ASK, most, true);
      var _ = crowd.until(() -> crowd.answers() + crowd.ended() >= most, PATIENCE);
      facts.all("after the floods: connected and answered", crowd.answers(), most);
    }
  }

  private static String seen(List<Guest> guests) {
    var seen = new TreeMap<String, Integer>();
    guests.forEach(guest -> seen.merge(Rudeness.seenBy(guest), 1, Integer::sum));
    return inWords(seen);
  }

  private static String inWords(Map<String, Integer> seen) {
    return seen.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey())
        .collect(Collectors.joining("; "));
  }
}
