package duet.lab.stress;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A crowd of rude clients from their coming to their end.
 *
 * @param came how many were connected
 * @param seen what they saw, and how many of them
 * @param first how long the first that was cut off had been there, from its first byte, or from its
 *     being connected if it sent none; empty if none was
 * @param last likewise
 * @param counted clients that the server says it cut off meanwhile, by what for
 * @param others how the others fared from the first that came to the last that went
 * @param peakRssBytes the server's most resident memory in that time
 * @param kernelBytes the most that the kernel kept for connections, all of this machine's
 * @param after what the server held when they had gone
 */
record Wave(
    int came,
    Map<String, Integer> seen,
    Optional<Duration> first,
    Optional<Duration> last,
    Map<String, Long> counted,
    Others.Window others,
    long peakRssBytes,
    long kernelBytes,
    Held after) {
  /** Copies. */
  Wave {
    seen = Map.copyOf(seen);
    counted = Map.copyOf(counted);
  }

  /** {@code 408, closed 998; reset 2}. */
  String seenInWords() {
    var words = new StringBuilder();
    new TreeMap<>(seen)
        .forEach(
            (what, count) ->
                words.append(words.isEmpty() ? "" : "; ").append(count).append(" ").append(what));
    return words.toString();
  }
}
