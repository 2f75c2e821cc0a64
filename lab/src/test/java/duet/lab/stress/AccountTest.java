package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.stress.Outcome.Answered;
import duet.lab.stress.Outcome.Ending;
import duet.lab.stress.Outcome.Reason;
import duet.lab.stress.Outcome.Unanswered;
import duet.lab.stress.Outcome.Unsent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final long SIGNAL = 10_000_000_000L;

  private static Call call(long id, long millisFromSignal, Outcome outcome) {
    return call(id, millisFromSignal, false, outcome);
  }

  private static Call call(long id, long millisFromSignal, boolean onUsed, Outcome outcome) {
    long sent = SIGNAL + millisFromSignal * 1_000_000;
    String line = "GET /json?id=" + id + " HTTP/1.1";
    return new Call(id, line, sent, sent + 5_000_000, outcome, onUsed);
  }

  private static Account of(Map<Long, Integer> log, Call... calls) {
    return Account.of(List.of(calls), new AccessLines(log, List.of(), List.of()), SIGNAL);
  }

  @Test
  void everyRequestIsCountedOnce() {
    Account account =
        of(
            Map.of(1L, 200, 2L, 503, 3L, 499),
            call(1, -5, new Answered(200, false)),
            call(2, -4, new Answered(503, true)),
            call(3, -3, new Unanswered(Ending.CLOSED)),
            call(4, 1, new Unanswered(Ending.RESET)),
            call(5, 1, new Unanswered(Ending.ANNOUNCED)),
            call(6, 2, new Unsent(Reason.REFUSED)),
            call(7, 2, new Unsent(Reason.GONE)));

    assertEquals(1, account.right());
    assertEquals(1, account.otherwise());
    assertEquals(1, account.lost());
    assertEquals(1, account.neverRead());
    assertEquals(1, account.announced());
    assertEquals(1, account.refused());
    assertEquals(1, account.unsent());
    assertEquals(5, account.sent());
    assertEquals(1, account.logged());
    assertEquals(0, account.differing());
  }

  @Test
  void aResetRequestWasReadIfTheLogNamesItOrItCameLongBeforeTheSignal() {
    var reset = new Unanswered(Ending.RESET);

    assertEquals(1, of(Map.of(), call(1, -999, reset)).neverRead());
    assertEquals(1, of(Map.of(), call(1, -1000, reset)).lost());
    assertEquals(1, of(Map.of(1L, 499), call(1, 5, reset)).lost());
  }

  @Test
  void whatWasNeverReadOnAUsedConnectionIsCountedApart() {
    var reset = new Unanswered(Ending.RESET);

    Account account =
        of(
            Map.of(3L, 499),
            call(1, 5, false, reset),
            call(2, 5, true, reset),
            call(3, 5, true, reset));

    assertEquals(1, account.neverRead());
    assertEquals(1, account.neverReadOnUsed());
    assertEquals(1, account.lost());
    assertEquals(3, account.sent());
    assertEquals(2, account.plus(account).neverReadOnUsed());
    assertEquals(
        List.of(
            "unread on a connection that the server had: GET /json?id=2 HTTP/1.1,"
                + " sent +5.0 ms from SIGTERM, reset after 5.0 ms, not in the access log",
            "lost: GET /json?id=3 HTTP/1.1,"
                + " sent +5.0 ms from SIGTERM, reset after 5.0 ms, logged 499"),
        account.faults());
  }

  @Test
  void whatEndsInOrderOrWithinTheAnswerWasRead() {
    for (Ending ending : List.of(Ending.CLOSED, Ending.PARTIAL, Ending.SILENT, Ending.MALFORMED)) {
      assertEquals(1, of(Map.of(), call(1, 5, new Unanswered(ending))).lost(), ending.name());
    }
  }

  @Test
  void aRequestBehindALastAnswerIsLostIfTheServerSaysThatItAnsweredIt() {
    Account account = of(Map.of(1L, 200), call(1, 5, new Unanswered(Ending.ANNOUNCED)));

    assertEquals(1, account.lost());
    assertEquals(0, account.announced());
    assertEquals(1, account.differing());
  }

  @Test
  void anAnswerThatOneSideAloneKnowsOfIsADifference() {
    assertEquals(1, of(Map.of(), call(1, -5, new Answered(200, false))).differing());
    assertEquals(1, of(Map.of(1L, 200), call(1, -5, new Unanswered(Ending.RESET))).differing());
    assertEquals(
        1,
        Account.of(List.of(), new AccessLines(Map.of(), List.of(7L), List.of()), SIGNAL)
            .differing());
  }

  @Test
  void whatWasLostIsExplainedAndWhatWasNeverReadIsNoFault() {
    Account account =
        of(
            Map.of(1L, 499),
            call(1, 16, new Unanswered(Ending.CLOSED)),
            call(2, 17, new Unanswered(Ending.RESET)));

    assertEquals(
        List.of(
            "lost: GET /json?id=1 HTTP/1.1, sent +16.0 ms from SIGTERM, closed after 5.0 ms, logged 499"),
        account.faults());
    assertEquals(2, account.explained().size());
  }

  @Test
  void accountsAddUp() {
    Account one = of(Map.of(1L, 200), call(1, 0, new Answered(200, false)));
    Account other = of(Map.of(), call(2, 0, new Unanswered(Ending.CLOSED)));

    Account sum = one.plus(other);

    assertEquals(1, sum.right());
    assertEquals(1, sum.lost());
    assertEquals(other.explained(), sum.explained());
  }
}
