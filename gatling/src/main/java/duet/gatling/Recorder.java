package duet.gatling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Counts one row while it is replayed. Safe for use by the users of one row at the same time;
 * {@link #row()} is for afterwards.
 *
 * <p>Like ApacheBench, each user sends one request to begin with, and then whoever is free takes
 * the next: all users are at work until the last request has been sent.
 */
public final class Recorder {
  private final Subject subject;
  private final Connections connections;
  private final int test;
  private final int concurrency;
  private final int requests;

  private final AtomicInteger untaken;
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger reconstructed = new AtomicInteger();
  private final LongAccumulator firstSend = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final LongAccumulator lastAnswer = new LongAccumulator(Math::max, Long.MIN_VALUE);
  private final LongAccumulator lastEnd = new LongAccumulator(Math::max, Long.MIN_VALUE);
  private final AtomicBoolean announced = new AtomicBoolean();
  private final long[] responseNanos;
  private final Map<String, Integer> reasons = new ConcurrentHashMap<>();

  /**
   * @param test number of the row among its server's and its kind of connection's, from 1
   * @param concurrency users, 1..requests
   * @param requests counted requests, ≥ 1
   */
  public Recorder(
      Subject subject, Connections connections, int test, int concurrency, int requests) {
    this.subject = subject;
    this.connections = connections;
    this.test = test;
    this.concurrency = concurrency;
    this.requests = requests;
    this.untaken = new AtomicInteger(requests - concurrency);
    this.responseNanos = new long[requests];
  }

  /** What the row is called on the terminal and in Gatling's report. */
  public String name() {
    return subject.name() + " " + connections.token() + " c=" + concurrency;
  }

  public int concurrency() {
    return concurrency;
  }

  /** Whether there is a further request for the user that asks; it must then send one. */
  public boolean takeNext() {
    return untaken.getAndDecrement() > 0;
  }

  /**
   * An answer has arrived whole.
   *
   * @param sentNanos when the request was handed to the client, on the scale of {@code endedNanos}
   * @param endedNanos when the last byte was there
   * @param wire size of the answer on the wire
   * @param fault why it does not count as right; empty if it does
   */
  public void answered(long sentNanos, long endedNanos, WireSize wire, Optional<String> fault) {
    responseNanos[answered.getAndIncrement()] = endedNanos - sentNanos;
    lastAnswer.accumulate(endedNanos);
    bytes.addAndGet(wire.bytes());
    if (!wire.exact()) {
      reconstructed.incrementAndGet();
    }
    fault.ifPresent(this::fail);
    end(sentNanos, endedNanos);
  }

  /** A request has ended without an answer. */
  public void unanswered(long sentNanos, long endedNanos) {
    fail("no answer; Gatling's report has the client's reason");
    end(sentNanos, endedNanos);
  }

  private void fail(String reason) {
    failed.incrementAndGet();
    reasons.merge(reason, 1, Integer::sum);
  }

  private void end(long sentNanos, long endedNanos) {
    firstSend.accumulate(sentNanos);
    lastEnd.accumulate(endedNanos);
    ended.incrementAndGet();
  }

  /** True once, and only when every request of the row has ended. */
  public boolean announce() {
    return finished() && announced.compareAndSet(false, true);
  }

  /** Whether every request of the row has ended. */
  public boolean finished() {
    return ended.get() == requests;
  }

  /** The row as far as it has come. */
  public Row row() {
    long[] sorted = Arrays.copyOf(responseNanos, answered.get());
    Arrays.sort(sorted);
    long last = sorted.length > 0 ? lastAnswer.get() : lastEnd.get();
    return new Row(
        subject,
        connections,
        test,
        concurrency,
        ended.get() == 0 ? 0 : last - firstSend.get(),
        ended.get(),
        failed.get(),
        bytes.get(),
        reconstructed.get() == 0,
        percentile(sorted, 50),
        percentile(sorted, 95),
        percentile(sorted, 99),
        percentile(sorted, 100));
  }

  /** Why requests failed, the most frequent reason first. */
  public List<Replayed.Failure> failures() {
    return reasons.entrySet().stream()
        .map(
            reason ->
                new Replayed.Failure(
                    subject, connections, concurrency, reason.getKey(), reason.getValue()))
        .sorted(Comparator.comparingInt(Replayed.Failure::count).reversed())
        .toList();
  }

  /**
   * The smallest value that at least {@code percent} % of all values do not exceed (nearest rank);
   * 0 if there are none.
   */
  private static long percentile(long[] sorted, int percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(sorted.length * percent / 100.0);
    return sorted[Math.max(rank, 1) - 1];
  }
}
