package duet.lab.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What is told of servers that were told to stop, row by row. */
final class ShutdownFacts {
  private final List<Fact> facts = new ArrayList<>();
  private final Duration drainTime;
  private final Duration grace;

  /**
   * @param drainTime of the servers under load
   * @param grace how much longer one may live
   */
  ShutdownFacts(Duration drainTime, Duration grace) {
    this.drainTime = drainTime;
    this.grace = grace;
  }

  /**
   * One server process from the signal to its end.
   *
   * @param account of the requests around the signal
   * @param time from the signal to the end, or for as long as it was waited for
   * @param exitCode empty for one that still runs
   */
  record Ended(Account account, Duration time, OptionalInt exitCode) {
    String exitCodeInWords() {
      return exitCode.isPresent() ? Integer.toString(exitCode.getAsInt()) : "still running";
    }
  }

  /** In the order they were told. */
  List<Fact> all() {
    return List.copyOf(facts);
  }

  /** What became of requests, over all processes of a kind of load. */
  void requests(String variant, List<Ended> runs) {
    Account sum = runs.stream().map(Ended::account).reduce(Account.NOTHING, Account::plus);
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
    fact(
        variant + ": never read, on a used connection",
        String.format(Locale.ROOT, "%,d", sum.neverReadOnUsed()),
        "0",
        sum.neverReadOnUsed() == 0);
    facts.add(
        Fact.told(
            variant + ": refused; connection gone before",
            String.format(Locale.ROOT, "%,d; %,d", sum.refused(), sum.unsent())));
    ends(variant + ": ends after, exit code", runs, drainTime);
  }

  /** The longest of them, and every exit code that there was. */
  void ends(String row, List<Ended> runs, Duration drain) {
    Duration longest = drain.plus(grace);
    Duration end = runs.stream().map(Ended::time).max(Duration::compareTo).orElse(Duration.ZERO);
    List<String> codes = runs.stream().map(Ended::exitCodeInWords).distinct().toList();
    fact(
        row,
        seconds(end) + ", " + String.join(" and ", codes),
        "<= " + seconds(longest) + ", 0",
        end.compareTo(longest) <= 0 && codes.equals(List.of("0")));
  }

  /** What went first, over several processes. */
  void order(List<Departure.Seen> seen, List<Long> signals) {
    fact(
        "listener refuses after",
        times(seen.stream().map(Departure.Seen::refusedNanos).toList(), signals),
        "SIGTERM",
        seen.stream().allMatch(each -> each.refusedNanos() != 0));
    fact(
        "readiness is 503 after",
        times(seen.stream().map(Departure.Seen::notReadyNanos).toList(), signals),
        "and no 200 asked for after a refusal",
        seen.stream().allMatch(Departure.Seen::isInOrder));
    facts.add(
        Fact.told(
            "a 503 came before a connection was refused",
            "%d of %d times"
                .formatted(
                    seen.stream().filter(Departure.Seen::isSeenInOrder).count(), seen.size())));
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

  /**
   * What a second signal did.
   *
   * @param drained whether the server was draining when it came
   * @param atOnce how soon it must have ended
   */
  void secondSignal(String row, boolean drained, Ended ended, Duration atOnce) {
    fact(
        row,
        drained ? seconds(ended.time) + ", " + ended.exitCodeInWords() : "at the first",
        "<= " + seconds(atOnce),
        drained && ended.exitCode.isPresent() && ended.time.compareTo(atOnce) <= 0);
  }

  private void fact(String row, String value, String must, boolean holds) {
    facts.add(new Fact(row, value, must, holds));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
  }
}
