package duet.lab.load;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/**
 * What a load found, of the server and of itself.
 *
 * @param openNanos {@link System#nanoTime()} at which the window opened
 * @param windowNanos its length; of a load in turns, all its turns until their last answers
 * @param turns that the window was cut into; 1 if it was not
 * @param turnAnswers complete answers of each turn; empty of a window that was not cut
 * @param planned requests planned (closed model: sent) within the window
 * @param right of these, answered as expected
 * @param good of these, answered within the objective
 * @param failures of these, the others, by {@link Failure#key()}
 * @param answers complete answers that came within the window, of whatever request
 * @param receivedBytes that came within the window
 * @param response times from the planned send, of the planned requests, in nanoseconds, as a
 *     compressed HdrHistogram in Base64
 * @param service times from the actual send, likewise
 * @param lag how much later than possible each was sent, and each time that the generator stood
 *     still for 50 ms or more, likewise
 * @param meanUnderWay requests under way, averaged over the window by counting them
 * @param meanUnderWayByLittle the same by Little's law: the service times as their histogram has
 *     them, less what of them lies outside the window, and the time of requests without one, ÷ the
 *     window (λ W of a finite window; Little 1961)
 * @param busyShare share of the window in which the generator worked rather than waited
 * @param cpuShare share of the window in which its thread had a processor
 * @param allocatedBytes that its thread allocated within the window
 * @param reconnects connections opened anew where they are kept
 * @param refused those of the service times that are of 503 with {@code Retry-After}, likewise;
 *     empty of a result that is from before they were kept apart
 * @param rightAnswers of {@link #answers} those that were right; 0 of a result that is from before
 *     they were counted
 */
public record LoadResult(
    long openNanos,
    long windowNanos,
    int turns,
    List<Long> turnAnswers,
    long planned,
    long right,
    long good,
    Map<String, Long> failures,
    long answers,
    long receivedBytes,
    String response,
    String service,
    String lag,
    double meanUnderWay,
    double meanUnderWayByLittle,
    double busyShare,
    double cpuShare,
    long allocatedBytes,
    long reconnects,
    String refused,
    long rightAnswers) {
  private static final int SHOWN = 20;

  /** Copies; a file may lack what no type says must be there. */
  public LoadResult {
    turnAnswers = List.copyOf(turnAnswers);
    failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    failures.values().forEach(Objects::requireNonNull);
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(lag, "lag");
    refused = Objects.requireNonNullElse(refused, "");
  }

  static LoadResult of(
      Tally tally,
      long openNanos,
      long windowNanos,
      int turns,
      List<Long> turnAnswers,
      double meanUnderWay,
      double meanUnderWayByLittle,
      double busyShare,
      double cpuShare,
      long allocatedBytes,
      long reconnects) {
    var failures = new LinkedHashMap<String, Long>();
    for (Failure failure : Failure.values()) {
      if (tally.failures(failure) > 0) {
        failures.put(failure.key(), tally.failures(failure));
      }
    }
    return new LoadResult(
        openNanos,
        windowNanos,
        turns,
        turnAnswers,
        tally.plannedCount(),
        tally.rightCount(),
        tally.good(),
        failures,
        tally.answersInWindow(),
        tally.bytesInWindow(),
        encoded(tally.response),
        encoded(tally.service),
        encoded(tally.lag),
        meanUnderWay,
        meanUnderWayByLittle,
        busyShare,
        cpuShare,
        allocatedBytes,
        reconnects,
        encoded(tally.refused),
        tally.rightInWindow());
  }

  /** A histogram as it stands in a result. */
  public static String encoded(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_COMPRESSION);
    byte[] bytes = new byte[length];
    buffer.get(0, bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * One of the histograms, in nanoseconds.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Histogram histogram(String encoded) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(encoded)), 1);
    } catch (DataFormatException
        | IllegalArgumentException
        | BufferUnderflowException
        | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "no compressed HdrHistogram: " + encoded.substring(0, Math.min(SHOWN, encoded.length())),
          e);
    }
  }

  /** Requests that have no right answer. */
  public long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }
}
