package duet.lab.stress;

import duet.lab.stress.Others.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is told of many connections, row by row. */
final class ConnectionFacts {
  private static final double KIB = 1 << 10;
  private static final double MIB = 1 << 20;

  private final List<Fact> facts = new ArrayList<>();

  /** In the order they were told. */
  List<Fact> all() {
    return List.copyOf(facts);
  }

  /** So many of so many, and all of them must be. */
  void all(String row, long count, long of) {
    facts.add(
        new Fact(
            row,
            String.format(Locale.ROOT, "%,d", count),
            String.format(Locale.ROOT, "%,d", of),
            count == of));
  }

  /** Something that must be so. */
  void is(String row, String value, String must) {
    facts.add(new Fact(row, value, must, value.equals(must)));
  }

  /** Something to know. */
  void told(String row, String value) {
    facts.add(Fact.told(row, value));
  }

  /**
   * What connections cost.
   *
   * @param heaps whether both hold no garbage
   */
  void cost(String row, Held without, Held with, long connections, boolean heaps) {
    told(
        row + ": resident memory for each",
        String.format(
            Locale.ROOT,
            "%.1f KiB (%.0f MiB, %+.0f)",
            (with.footprint().rssBytes() - without.footprint().rssBytes()) / KIB / connections,
            with.footprint().rssBytes() / MIB,
            (with.footprint().rssBytes() - without.footprint().rssBytes()) / MIB));
    if (heaps) {
      told(
          row + ": heap for each, garbage collected",
          String.format(
              Locale.ROOT,
              "%.1f KiB (%.0f MiB, %+.0f)",
              (with.heapBytes() - without.heapBytes()) / KIB / connections,
              with.heapBytes() / MIB,
              (with.heapBytes() - without.heapBytes()) / MIB));
    }
  }

  /** Of a load. */
  void load(String row, Window window) {
    facts.add(
        new Fact(
            row + ": failed, of so many",
            String.format(Locale.ROOT, "%,d of %,d", window.failed(), window.planned()),
            "0",
            window.failed() == 0));
    told(
        row + ": p50, p99, longest",
        String.format(
            Locale.ROOT,
            "%.1f, %.1f, %.0f ms",
            window.p50Nanos() / 1e6,
            window.p99Nanos() / 1e6,
            window.maxNanos() / 1e6));
  }

  /** That nothing is left, garbage collected. */
  void left(String row, Held before, Held after) {
    facts.add(after.left(row, before));
    facts.add(after.heapLeft(row, before));
  }
}
