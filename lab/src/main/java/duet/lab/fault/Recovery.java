package duet.lab.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How soon all is well again once the cause of a fault has gone.
 *
 * @param firstGood until a request that was to be sent after the fault's end had been answered well
 * @param allGood until the last request had ended that was not: zero where there was none, nothing
 *     where no good answer came after it
 */
record Recovery(Optional<Duration> firstGood, Optional<Duration> allGood) {

  /** From the end of the fault, of {@link System#nanoTime()}. */
  static Recovery of(Samples samples, long endNanos) {
    OptionalLong first =
        samples.all().stream()
            .filter(it -> it.good() && it.plannedNanos() - endNanos >= 0)
            .mapToLong(it -> it.endedNanos() - endNanos)
            .min();
    long lastBad =
        samples.all().stream()
            .filter(it -> !it.good())
            .mapToLong(it -> it.endedNanos() - endNanos)
            .max()
            .orElse(0);
    boolean goodAfterwards =
        samples.all().stream()
            .anyMatch(it -> it.good() && it.endedNanos() - endNanos >= Math.max(0, lastBad));
    return new Recovery(
        first.isPresent() ? Optional.of(Duration.ofNanos(first.getAsLong())) : Optional.empty(),
        goodAfterwards ? Optional.of(Duration.ofNanos(Math.max(0, lastBad))) : Optional.empty());
  }

  boolean isWithin(Duration most) {
    return firstGood.isPresent() && allGood.isPresent() && allGood.get().compareTo(most) <= 0;
  }

  String inWords() {
    return inWords(firstGood) + ", " + inWords(allGood);
  }

  private static String inWords(Optional<Duration> time) {
    return time.map(it -> String.format(Locale.ROOT, "%.2f s", it.toNanos() / 1e9)).orElse("never");
  }
}
