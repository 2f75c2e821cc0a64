package duet.gatling;

import static duet.gatling.Connections.CLOSE;
import static duet.gatling.Invented.ASYNC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RowTest {

  @Test
  void figuresFollowApacheBenchAsWorkedOutByHand() {
    var row = Invented.row(ASYNC, CLOSE, 3, 10, 2000);

    assertEquals(2.0, row.timeTakenSeconds());
    assertEquals(500.0, row.requestsPerSecond(), "1000 requests in 2 s");
    assertEquals(20.0, row.timePerRequestMillis(), 1e-9, "10 at a time, 2000 ms, 1000 requests");
    assertEquals(59.5703125, row.transferRateKbytesPerSecond(), "122000 / 1024 / 2");
  }

  @Test
  void failedRequestsAreCompleteAsApacheBenchCountsThem() {
    var row = Invented.failing(Invented.row(ASYNC, CLOSE, 3, 10, 2000), 500);

    assertEquals(500.0, row.requestsPerSecond());
    assertEquals(29.78515625, row.transferRateKbytesPerSecond());
  }

  @Test
  void aRowWithoutAnAnswerHasNoRate() {
    var row = Invented.failing(Invented.row(ASYNC, CLOSE, 1, 1, 2000), 1000);

    assertFalse(row.answered());
    assertTrue(Double.isNaN(row.requestsPerSecond()));
    assertTrue(Double.isNaN(row.timePerRequestMillis()));
    assertTrue(Double.isNaN(row.transferRateKbytesPerSecond()));
  }

  @Test
  void aRowThatTookNoTimeHasNoRate() {
    var row = Invented.row(ASYNC, CLOSE, 1, 1, 0);

    assertTrue(Double.isNaN(row.requestsPerSecond()));
    assertTrue(Double.isNaN(row.timePerRequestMillis()));
    assertTrue(Double.isNaN(row.transferRateKbytesPerSecond()));
  }
}
