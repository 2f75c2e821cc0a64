package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics(true);

  private List<String> lines(String beginning) {
    return metrics.text().lines().filter(line -> line.startsWith(beginning)).toList();
  }

  /** Worked out by hand: 100 µs is within the first bucket, one nanosecond more is not. */
  @Test
  void aBucketHoldsWhatTookNoLongerThanItsBound() {
    for (long nanos : new long[] {100_000, 100_001, 60_000_000_000L, 60_000_000_001L}) {
      metrics.begun();
      metrics.answered("/", "GET", 200, nanos);
    }
    List<String> buckets = lines("duet_request_seconds_bucket");
    assertEquals(19, buckets.size());
    assertEquals("duet_request_seconds_bucket{route=\"/\",le=\"0.0001\"} 1", buckets.get(0));
    assertEquals("duet_request_seconds_bucket{route=\"/\",le=\"0.00025\"} 2", buckets.get(1));
    assertEquals("duet_request_seconds_bucket{route=\"/\",le=\"30\"} 2", buckets.get(16));
    assertEquals("duet_request_seconds_bucket{route=\"/\",le=\"60\"} 3", buckets.get(17));
    assertEquals("duet_request_seconds_bucket{route=\"/\",le=\"+Inf\"} 4", buckets.get(18));
    assertEquals(
        List.of("duet_request_seconds_sum{route=\"/\"} 120.000200002"),
        lines("duet_request_seconds_sum"));
    assertEquals(
        List.of("duet_request_seconds_count{route=\"/\"} 4"), lines("duet_request_seconds_count"));
  }

  @Test
  void aMethodThatNobodyKnowsIsOther() {
    metrics.begun();
    metrics.answered(Metrics.NO_ROUTE, "BREW", 501, 1);
    assertEquals(
        List.of("duet_requests_total{route=\"none\",method=\"other\",status=\"501\"} 1"),
        lines("duet_requests_total"));
  }

  @Test
  void whatHasBegunAndNotEndedIsInFlight() {
    metrics.begun();
    metrics.begun();
    metrics.answered("/", "GET", 200, 1);
    assertEquals(List.of("duet_requests_in_flight 1"), lines("duet_requests_in_flight"));
  }

  @Test
  void noAnswerIsLostBetweenThreads() throws InterruptedException {
    var threads =
        Stream.generate(
                () ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = 0; i < 50_000; i++) {
                                metrics.begun();
                                metrics.answered("/", "GET", 200 + i % 2, i);
                              }
                            }))
            .limit(4)
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(
        List.of(
            "duet_requests_total{route=\"/\",method=\"GET\",status=\"200\"} 100000",
            "duet_requests_total{route=\"/\",method=\"GET\",status=\"201\"} 100000"),
        lines("duet_requests_total"));
    assertEquals(List.of("duet_requests_in_flight 0"), lines("duet_requests_in_flight"));
  }

  @Test
  void aPoolIsAskedOnceItIsThere() {
    metrics.pool(
        Metrics.Pool.DATABASE,
        new PoolFigures() {
          @Override
          public int inUse() {
            return 3;
          }

          @Override
          public int idle() {
            return 13;
          }

          @Override
          public int waiting() {
            return 7;
          }
        });
    assertTrue(
        lines("duet_pool").contains("duet_pool_connections{pool=\"database\",state=\"in_use\"} 3"));
    assertTrue(
        lines("duet_pool").contains("duet_pool_connections{pool=\"database\",state=\"idle\"} 13"));
    assertTrue(lines("duet_pool").contains("duet_pool_waiting{pool=\"database\"} 7"));
    assertTrue(lines("duet_pool").contains("duet_pool_waiting{pool=\"backend\"} 0"));
  }

  @Test
  void allocationIsCounted() {
    double before = allocated();
    byte[] used = new byte[10_000_000];
    double after = allocated();
    assertTrue(after - before >= used.length, () -> before + " " + after);
  }

  private double allocated() {
    return Double.parseDouble(lines("jvm_allocated_bytes_total ").getFirst().split(" ", -1)[1]);
  }
}
