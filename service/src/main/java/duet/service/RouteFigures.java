package duet.service;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/**
 * How often and how fast one route answered. Counting allocates nothing and takes no lock; reading
 * meanwhile sees each request's parts at most a few nanoseconds apart.
 */
final class RouteFigures {

  /** Upper bounds of the histogram in seconds, as they are printed; both ends are included. */
  private static final String[] BOUNDS = {
    "0.0001", "0.00025", "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1",
    "0.25", "0.5", "1", "2.5", "5", "10", "30", "60"
  };

  private static final long[] BOUNDS_NANOS = nanos();

  private static final String[] METHODS = {
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "other"
  };

  private static final int LEAST_STATUS = 100;
  private static final int STATUSES = 500;

  private final AtomicReferenceArray<LongAdder> answers =
      new AtomicReferenceArray<>(METHODS.length * STATUSES);
  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder sumNanos = new LongAdder();

  RouteFigures() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /**
   * Counts one answer.
   *
   * @param status 100..599
   */
  void answered(String method, int status, long nanos) {
    int index = method(method) * STATUSES + status - LEAST_STATUS;
    LongAdder count = answers.get(index);
    if (count == null) {
      answers.compareAndSet(index, null, new LongAdder());
      count = answers.get(index);
    }
    count.increment();
    buckets[bucket(nanos)].increment();
    sumNanos.add(nanos);
  }

  /** Hands over each method and status, as the labels {@code method="…",status="…"}. */
  void counts(ObjLongConsumer<String> consumer) {
    for (int i = 0; i < answers.length(); i++) {
      LongAdder count = answers.get(i);
      if (count != null) {
        consumer.accept(
            "method=\"%s\",status=\"%d\""
                .formatted(METHODS[i / STATUSES], LEAST_STATUS + i % STATUSES),
            count.sum());
      }
    }
  }

  /** All answers so far. */
  long count() {
    long[] sum = {0};
    counts((_, count) -> sum[0] += count);
    return sum[0];
  }

  /**
   * Hands over each bound, as printed, and how many answers took no longer; the last one is {@code
   * +Inf} and has them all.
   */
  void histogram(ObjLongConsumer<String> consumer) {
    long total = 0;
    for (int i = 0; i < buckets.length; i++) {
      total += buckets[i].sum();
      consumer.accept(i < BOUNDS.length ? BOUNDS[i] : "+Inf", total);
    }
  }

  double sumSeconds() {
    return sumNanos.sum() / 1e9;
  }

  private static int method(String method) {
    return switch (method) {
      case "GET" -> 0;
      case "HEAD" -> 1;
      case "POST" -> 2;
      case "PUT" -> 3;
      case "DELETE" -> 4;
      case "CONNECT" -> 5;
      case "OPTIONS" -> 6;
      case "TRACE" -> 7;
      case "PATCH" -> 8;
      default -> 9;
    };
  }

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private static long[] nanos() {
    var nanos = new long[BOUNDS.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Math.round(Double.parseDouble(BOUNDS[i]) * 1e9);
    }
    return nanos;
  }
}
