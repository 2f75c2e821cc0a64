package duet.gatling;

import static duet.gatling.Connections.CLOSE;
import static duet.gatling.Connections.KEEP_ALIVE;
import static duet.gatling.Invented.ASYNC;
import static duet.gatling.Invented.TARGET;
import static duet.gatling.Invented.THREAD;
import static duet.gatling.Invented.failing;
import static duet.gatling.Invented.replay;
import static duet.gatling.Invented.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static List<String> sentences(Row... rows) {
    return Findings.of(replay(List.of(rows))).sentences();
  }

  @Test
  void failuresComeFirstAndSayWhere() {
    var none = Findings.of(replay(Invented.fullTable()));
    var some =
        Findings.of(
            replay(List.of(row(ASYNC, CLOSE, 1, 1, 500), failing(row(THREAD, CLOSE, 1, 1, 9), 7))));

    assertEquals("0 of 28,000 requests failed.", none.failed());
    assertEquals(
        "7 of 2000 requests failed: 0 at vertx-async, 7 at helidon-virtual.", some.failed());
  }

  @Test
  void oneSentenceForEachKindOfConnectionSaysWhoAnsweredMoreAndByHowMuch() {
    assertEquals(
        List.of(
            "With a new connection for each request, helidon-virtual answered more requests/s at 6 of 7"
                + " concurrencies, vertx-async at 1; the larger figure was 1.25 to 1.60 times the smaller.",
            "With connections kept alive, helidon-virtual answered more requests/s at 6 of 7"
                + " concurrencies, vertx-async at 1; the larger figure was 1.25 to 1.60 times the smaller."),
        Findings.of(replay(Invented.fullTable())).sentences());
  }

  @Test
  void oneConcurrencyIsNotCalledSeveral() {
    assertEquals(
        List.of(
            "With a new connection for each request, vertx-async answered more requests/s at the one"
                + " concurrency; the larger figure was 2.00 times the smaller."),
        sentences(row(ASYNC, CLOSE, 1, 10, 500), row(THREAD, CLOSE, 1, 10, 1000)));
  }

  @Test
  void equalFiguresMakeNobodyFaster() {
    assertEquals(
        List.of(
            "With connections kept alive, the servers answered equally many requests/s at the one"
                + " concurrency."),
        sentences(row(ASYNC, KEEP_ALIVE, 1, 10, 500), row(THREAD, KEEP_ALIVE, 1, 10, 500)));
  }

  @Test
  void aServerThatRefusesQuicklyDoesNotWin() {
    assertEquals(
        List.of(
            "With a new connection for each request, vertx-async answered more requests/s at the one"
                + " concurrency compared; the larger figure was 2.00 times the smaller."
                + " Left out, because requests failed there or a row is missing: concurrency 5."),
        sentences(
            row(ASYNC, CLOSE, 1, 1, 500),
            row(THREAD, CLOSE, 1, 1, 1000),
            row(ASYNC, CLOSE, 2, 5, 500),
            failing(row(THREAD, CLOSE, 2, 5, 10), 999)));
  }

  @Test
  void nothingIsComparedWhereEveryConcurrencyHasFailures() {
    assertEquals(
        List.of(
            "With a new connection for each request, the servers cannot be compared: requests failed"
                + " at every concurrency."),
        sentences(row(ASYNC, CLOSE, 1, 1, 500), failing(row(THREAD, CLOSE, 1, 1, 10), 1000)));
  }

  @Test
  void aLoneTargetIsDescribedRatherThanCompared() {
    assertEquals(
        List.of(
            "With a new connection for each request, localhost:8080 answered between 1000.00 requests/s"
                + " (concurrency 1) and 2000.00 requests/s (concurrency 5)."),
        sentences(row(TARGET, CLOSE, 1, 1, 1000), row(TARGET, CLOSE, 2, 5, 500)));
    assertEquals(
        List.of(
            "With connections kept alive, localhost:8080 answered 1000.00 requests/s (concurrency 1)."),
        sentences(row(TARGET, KEEP_ALIVE, 1, 1, 1000)));
  }

  @Test
  void theCautionNamesWhatSetsTheCeiling() {
    var ours = Findings.of(replay(Invented.fullTable())).caution();
    var theirs = Findings.of(replay(List.of(row(TARGET, CLOSE, 1, 1, 1000)))).caution();

    assertTrue(
        ours.contains("no verdict") && ours.contains("Gatling’s client, not the servers"), ours);
    assertTrue(theirs.contains("no verdict") && theirs.contains("the way to the server"), theirs);
  }
}
