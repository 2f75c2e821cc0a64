package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private static final Subject SUBJECT =
      new Subject("vertx-async", "async", URI.create("http://127.0.0.1:45000"));
  private static final WireSize ANSWER = new WireSize(122, true);

  @Test
  void everyUserSendsOneRequestAndTheRestGoesToWhoeverIsFree() {
    Recorder row = row(3, 10);
    int further = 0;
    while (row.takeNext()) {
      further++;
    }
    assertEquals(10, 3 + further);
  }

  @Test
  void asManyUsersAsRequestsLeaveNothingToTake() {
    assertFalse(row(10, 10).takeNext());
  }

  /** Ten answers of 1 to 10 ms, sent one after the other from 100 ms on. */
  @Test
  void theFiguresAreThoseWorkedOutByHand() {
    Recorder row = row(1, 10);
    long sent = millis(100);
    for (int answer = 1; answer <= 10; answer++) {
      row.answered(sent, sent + millis(answer), ANSWER, Optional.empty());
      sent += millis(answer);
    }
    Row counted = row.row();
    assertEquals(millis(55), counted.timeTakenNanos());
    assertEquals(10, counted.complete());
    assertEquals(0, counted.failed());
    assertEquals(1220, counted.totalTransferredBytes());
    assertTrue(counted.exact());
    assertEquals(millis(5), counted.p50Nanos());
    assertEquals(millis(10), counted.p95Nanos());
    assertEquals(millis(10), counted.p99Nanos());
    assertEquals(millis(10), counted.maxNanos());
  }

  @Test
  void timeTakenRunsFromTheFirstSendToTheLastAnswerWhateverTheirOrder() {
    Recorder row = row(2, 2);
    row.answered(millis(3), millis(4), ANSWER, Optional.empty());
    row.answered(millis(1), millis(9), ANSWER, Optional.empty());
    assertEquals(millis(8), row.row().timeTakenNanos());
  }

  @Test
  void aWrongAnswerIsTransferredAndTimedAndFails() {
    Recorder row = row(1, 2);
    row.answered(0, millis(1), ANSWER, Optional.of("status must be 200: 404"));
    row.answered(0, millis(2), new WireSize(100, false), Optional.empty());
    Row counted = row.row();
    assertEquals(2, counted.complete());
    assertEquals(1, counted.failed());
    assertEquals(222, counted.totalTransferredBytes());
    assertFalse(counted.exact());
    assertEquals(millis(2), counted.maxNanos());
  }

  @Test
  void aRequestWithoutAnAnswerIsCompleteAndFailedAndHasNoResponseTime() {
    Recorder row = row(1, 2);
    row.answered(0, millis(1), ANSWER, Optional.empty());
    row.unanswered(millis(1), millis(10_000));
    Row counted = row.row();
    assertEquals(2, counted.complete());
    assertEquals(1, counted.failed());
    assertEquals(millis(1), counted.maxNanos());
    assertEquals(millis(1), counted.timeTakenNanos());
  }

  @Test
  void reasonsAreCountedTheMostFrequentFirst() {
    Recorder row = row(1, 3);
    row.answered(0, 1, ANSWER, Optional.of("b"));
    row.answered(0, 1, ANSWER, Optional.of("a"));
    row.answered(0, 1, ANSWER, Optional.of("a"));
    assertEquals(
        List.of("a 2", "b 1"),
        row.failures().stream().map(failure -> failure.reason() + " " + failure.count()).toList());
  }

  @Test
  void theEndOfARowIsAnnouncedOnce() {
    Recorder row = row(1, 2);
    row.answered(0, 1, ANSWER, Optional.empty());
    assertFalse(row.announce());
    row.unanswered(0, 1);
    assertTrue(row.announce());
    assertFalse(row.announce());
  }

  private static Recorder row(int users, int requests) {
    return new Recorder(SUBJECT, Connections.CLOSE, 1, users, requests);
  }

  private static long millis(long millis) {
    return millis * 1_000_000;
  }
}
