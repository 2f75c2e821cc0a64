package duet.lab.stress;

import duet.lab.stress.Others.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is told of rude clients, row by row. */
final class RudeFacts {
  /** How many times the p99 of others may be with them what it is without. */
  static final double MOST = 2;

  private static final double MIB = 1 << 20;

  private final List<Fact> facts = new ArrayList<>();
  private final List<Window> alone;
  private final int clients;
  private final Held before;
  private final boolean judgesP99;

  /**
   * @param alone windows without rude clients, one at least
   * @param before what the server held before the first came
   * @param judgesP99 whether the p99 of the others must hold: of a window of some seconds the
   *     clients' coming is more than the hundredth part
   */
  RudeFacts(List<Window> alone, int clients, Held before, boolean judgesP99) {
    this.alone = List.copyOf(alone);
    this.clients = clients;
    this.before = before;
    this.judgesP99 = judgesP99;
  }

  /** In the order they were told. */
  List<Fact> all() {
    return List.copyOf(facts);
  }

  /** Of windows: the one in the middle, of an even number the mean of both. */
  static long medianP99(List<Window> windows) {
    long[] sorted = windows.stream().mapToLong(Window::p99Nanos).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  /** How many times its p99 is that of windows without rude clients. */
  static double times(List<Window> windows, List<Window> alone) {
    return (double) medianP99(windows) / medianP99(alone);
  }

  /** The same while such a crowd was at another server; nothing where none was. */
  void elsewhere(String row, List<Window> windows) {
    if (!windows.isEmpty()) {
      facts.add(
          Fact.told(
              row + ": p99 of others, such a crowd at another server",
              String.format(Locale.ROOT, "%s ms, %.2f x", p99s(windows), times(windows, alone))));
    }
  }

  /** How the others fare without them; what their generator is late by stands beside it. */
  void alone() {
    facts.add(
        Fact.told(
            "others alone: p50, p99 (all windows)",
            String.format(
                Locale.ROOT,
                "%.2f, %.2f ms (%s)",
                alone.stream()
                        .mapToLong(Window::p50Nanos)
                        .sorted()
                        .toArray()[(alone.size() - 1) / 2]
                    / 1e6,
                medianP99(alone) / 1e6,
                p99s(alone))));
  }

  private static String p99s(List<Window> windows) {
    return windows.stream()
        .map(window -> String.format(Locale.ROOT, "%.2f", window.p99Nanos() / 1e6))
        .collect(Collectors.joining(" "));
  }

  /** Of a kind of client that is to be cut off. */
  void of(Rudeness kind, ClientTimes times, List<Wave> waves) {
    String row = kind.inWords();
    Duration limit = Duration.ofSeconds(kind.seconds(times));
    seen(row, kind, waves);
    cutOff(row, kind.mayStay(), limit, limit, waves);
    counted(
        row,
        waves,
        kind.mayStay()
            ? wave -> Map.of(kind.overdue(), (long) wave.seen().getOrDefault("reset", 0))
            : wave -> Map.of(kind.overdue(), (long) wave.came()));
    common(row, waves);
  }

  /** Of those that leave by themselves. */
  void ofResets(List<Wave> waves) {
    String row = "resets in every phase";
    counted(row, waves, _ -> Map.of());
    common(row, waves);
  }

  /** Of those whose machine has gone. */
  void ofVanished(Duration longest, List<Wave> waves) {
    String row = "half-open";
    facts.add(Fact.told(row + ": client sees", waves.getFirst().seenInWords()));
    cutOff(row, false, Duration.ZERO, longest, waves);
    counted(
        row,
        waves,
        wave ->
            Map.of(
                "request",
                share(wave, 0) + share(wave, 3),
                "head",
                share(wave, 1),
                "body",
                share(wave, 2),
                "answer",
                share(wave, 4)));
    common(row, waves);
  }

  /** How many of those that came in turns were in this phase, of five. */
  private static long share(Wave wave, int phase) {
    return (wave.came() + 4L - phase) / 5;
  }

  private void seen(String row, Rudeness kind, List<Wave> waves) {
    String seen =
        waves.stream().map(Wave::seenInWords).distinct().collect(Collectors.joining(" | "));
    boolean all = waves.stream().allMatch(wave -> wave.seen().equals(Map.of(kind.end(), clients)));
    facts.add(
        kind.mayStay()
            ? Fact.told(row + ": client sees", seen)
            : new Fact(row + ": client sees", seen, clients + " " + kind.end(), all));
  }

  private void cutOff(
      String row, boolean mayStay, Duration least, Duration most, List<Wave> waves) {
    Optional<Duration> first =
        waves.stream().flatMap(wave -> wave.first().stream()).min(Duration::compareTo);
    Optional<Duration> last =
        waves.stream().flatMap(wave -> wave.last().stream()).max(Duration::compareTo);
    String value =
        first.isEmpty() || last.isEmpty()
            ? "never"
            : String.format(
                Locale.ROOT, "%.2f to %.2f s", seconds(first.get()), seconds(last.get()));
    boolean inTime =
        first.isPresent()
            && last.isPresent()
            && first.get().compareTo(least) >= 0
            && last.get().compareTo(most.plus(Waves.TOLERANCE)) <= 0;
    String name = row + ": cut off after, first to last";
    facts.add(
        mayStay
            ? Fact.told(name, value)
            : new Fact(
                name,
                value,
                String.format(
                    Locale.ROOT,
                    "%.0f to %.0f s",
                    seconds(least),
                    seconds(most.plus(Waves.TOLERANCE))),
                inTime));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private interface Expected {
    Map<String, Long> of(Wave wave);
  }

  private void counted(String row, List<Wave> waves, Expected expected) {
    facts.add(
        new Fact(
            row + ": cut off by the server's count",
            waves.stream()
                .map(wave -> wave.counted().isEmpty() ? "0" : inWords(wave.counted()))
                .distinct()
                .collect(Collectors.joining(" | ")),
            "the same clients",
            waves.stream()
                .allMatch(wave -> wave.counted().equals(withoutZero(expected.of(wave))))));
  }

  private static Map<String, Long> withoutZero(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(each -> each.getValue() != 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String inWords(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Of all of them together, garbage collected. */
  void heap(Held after) {
    facts.add(after.heapLeft("all together", before));
  }

  private void common(String row, List<Wave> waves) {
    List<Window> windows = waves.stream().map(Wave::others).toList();
    double times = times(windows, alone);
    String row99 = row + ": p99 of others, by that alone";
    String value = String.format(Locale.ROOT, "%s ms, %.2f x", p99s(windows), times);
    facts.add(
        judgesP99
            ? new Fact(row99, value, String.format(Locale.ROOT, "<= %.0f x", MOST), times <= MOST)
            : Fact.told(row99, value));
    long failed = windows.stream().mapToLong(Window::failed).sum();
    facts.add(
        new Fact(
            row + ": others failed, longest",
            String.format(
                Locale.ROOT,
                "%d, %.0f ms",
                failed,
                windows.stream().mapToLong(Window::maxNanos).max().orElse(0) / 1e6),
            "0",
            failed == 0));
    long peak = waves.stream().mapToLong(Wave::peakRssBytes).max().orElse(0);
    facts.add(
        Fact.told(
            row + ": peak of resident memory; of the kernel's",
            String.format(
                Locale.ROOT,
                "%.0f MiB, %+.0f; %.0f MiB",
                peak / MIB,
                (peak - before.footprint().rssBytes()) / MIB,
                waves.stream().mapToLong(Wave::kernelBytes).max().orElse(0) / MIB)));
    facts.add(
        waves.stream()
            .map(Wave::after)
            .filter(after -> !after.isBackTo(before))
            .findFirst()
            .orElse(waves.getLast().after())
            .left(row, before));
  }
}
