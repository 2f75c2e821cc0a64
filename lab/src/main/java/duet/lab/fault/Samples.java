package duet.lab.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of the requests of a load.
 *
 * @param all in any order
 */
record Samples(List<Sample> all) {
  /** Copies. */
  Samples {
    all = List.copyOf(all);
  }

  /** Those that were to be sent from then on, and before the other time. */
  Samples plannedBetween(long fromNanos, long toNanos) {
    return new Samples(
        all.stream()
            .filter(it -> it.plannedNanos() - fromNanos >= 0 && it.plannedNanos() - toNanos < 0)
            .toList());
  }

  /** How many ended in which way. */
  Map<String, Long> ends() {
    var ends = new TreeMap<String, Long>();
    all.forEach(sample -> ends.merge(sample.end(), 1L, Long::sum));
    return ends;
  }

  /** {@code 1,203 × 200, 12 × 503}. */
  String endsInWords() {
    var words = new StringBuilder();
    ends()
        .forEach(
            (end, count) ->
                words.append(
                    String.format(
                        Locale.ROOT, "%s%,d × %s", words.isEmpty() ? "" : ", ", count, end)));
    return words.isEmpty() ? "nothing" : words.toString();
  }

  /** Whether there are any, and none ended otherwise. */
  boolean haveOnly(Set<String> ends) {
    return !all.isEmpty() && new TreeSet<>(ends).containsAll(ends().keySet());
  }

  /**
   * The least response time that so many percent of them do not exceed, by the nearest rank; 0
   * where there are none.
   *
   * @param percent 0..100
   */
  double millisAt(double percent) {
    long[] sorted = all.stream().mapToLong(Sample::nanos).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e6;
  }

  /** The longest response time; 0 where there are none. */
  double longestMillis() {
    return Arrays.stream(all.stream().mapToLong(Sample::nanos).toArray()).max().orElse(0) / 1e6;
  }
}
