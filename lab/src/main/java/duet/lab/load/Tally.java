package duet.lab.load;

import java.util.EnumMap;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of a load. A request belongs to the window if its planned send does; the answers
 * that the server's work is divided by are those that came within it. Allocates nothing; one
 * thread.
 */
final class Tally {
  /** Times beyond are counted as this. */
  static final long LONGEST_NANOS = 3_600_000_000_000L;

  final Histogram response = histogram();
  final Histogram service = histogram();
  final Histogram lag = histogram();
  final Histogram refused = histogram();
  private final EnumMap<Failure, AtomicLong> failures = new EnumMap<>(Failure.class);
  private final long objectiveNanos;
  private long planned;
  private long right;
  private long good;
  private long answersInWindow;
  private long rightInWindow;
  private long bytesInWindow;

  Tally(long objectiveNanos) {
    this.objectiveNanos = objectiveNanos;
    for (Failure failure : Failure.values()) {
      failures.put(failure, new AtomicLong());
    }
  }

  private static Histogram histogram() {
    return new Histogram(1, LONGEST_NANOS, 3);
  }

  void planned() {
    planned++;
  }

  /** How much later than possible a request was sent: the generator's own fault. */
  void lag(long nanos) {
    lag.recordValue(bounded(nanos));
  }

  /**
   * An answer, right if there is no failure; one that came and was wrong took its time like a right
   * one.
   */
  void answered(@Nullable Failure failure, long responseNanos, long serviceNanos) {
    response.recordValue(bounded(responseNanos));
    service.recordValue(bounded(serviceNanos));
    if (failure != null) {
      count(failure);
      if (failure == Failure.REFUSED) {
        refused.recordValue(bounded(serviceNanos));
      }
    } else {
      right++;
      if (objectiveNanos == 0 || responseNanos <= objectiveNanos) {
        good++;
      }
    }
  }

  /**
   * No answer: what was waited for stands in the response times where it was the wait that ended
   * it.
   */
  void none(Failure failure, long responseNanos) {
    count(failure);
    if (failure == Failure.TIMEOUT || failure == Failure.UNSENT) {
      response.recordValue(bounded(responseNanos));
    }
  }

  /** All service times together, as the histogram has them: three digits of each. */
  double serviceNanos() {
    return service.getMean() * service.getTotalCount();
  }

  /** An answer came within the window, right if there is no failure. */
  void answeredInWindow(@Nullable Failure failure) {
    answersInWindow++;
    if (failure == null) {
      rightInWindow++;
    }
  }

  void readInWindow(int bytes) {
    bytesInWindow += bytes;
  }

  long plannedCount() {
    return planned;
  }

  long rightCount() {
    return right;
  }

  long good() {
    return good;
  }

  long failures(Failure failure) {
    return of(failure).get();
  }

  long answersInWindow() {
    return answersInWindow;
  }

  long rightInWindow() {
    return rightInWindow;
  }

  long bytesInWindow() {
    return bytesInWindow;
  }

  private void count(Failure failure) {
    of(failure).incrementAndGet();
  }

  private AtomicLong of(Failure failure) {
    return Objects.requireNonNull(failures.get(failure));
  }

  private static long bounded(long nanos) {
    return Math.clamp(nanos, 0, LONGEST_NANOS);
  }
}
