package duet.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.fault.UpdateHistory.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row 7 has 70 at first; times are small numbers. */
class UpdateHistoryTest {
  private static final Map<Integer, Integer> BEFORE = Map.of(7, 70, 8, 80);

  private static Update update(int value, long sent, long answered) {
    return new Update(7, value, sent, answered);
  }

  private static Verdict check(int mostUnanswered, int atLast, Update... answered) {
    return new UpdateHistory(BEFORE, List.of(answered), mostUnanswered)
        .check(Map.of(7, atLast, 8, 80));
  }

  @Test
  void anUpdateThatIsThereIsNotLost() {
    assertEquals(new Verdict(1, 0, 0, List.of()), check(0, 71, update(71, 1, 2)));
  }

  @Test
  void aRowThatHasItsFirstValueHasLostItsUpdate() {
    Verdict verdict = check(20, 70, update(71, 1, 2));
    assertEquals(1, verdict.lost());
    assertEquals(
        List.of(
            "row 7 has 70, which is older than"
                + " [Update[id=7, value=71, sentNanos=1, answeredNanos=2]]"),
        verdict.explained());
  }

  @Test
  void aRowThatNobodyUpdatedKeepsItsValue() {
    assertEquals(new Verdict(0, 0, 0, List.of()), check(0, 70));
  }

  @Test
  void anOlderAnswerIsALossIfTheNewerWasSentOnceItHadCome() {
    assertEquals(1, check(20, 71, update(71, 1, 2), update(72, 2, 3)).lost());
    assertEquals(0, check(20, 72, update(71, 1, 2), update(72, 2, 3)).lost());
  }

  @Test
  void ofTwoThatOverlapEitherMayBeTheLast() {
    for (int last : List.of(71, 72)) {
      assertEquals(0, check(0, last, update(71, 1, 3), update(72, 2, 4)).lost());
    }
  }

  /** The first ended before the third began, and both overlap with the second. */
  @Test
  void inAChainOfThreeTheFirstIsNotTheLast() {
    Update[] chain = {update(71, 1, 3), update(72, 2, 6), update(73, 4, 7)};
    assertEquals(1, check(20, 71, chain).lost());
    assertEquals(0, check(0, 72, chain).lost());
    assertEquals(0, check(0, 73, chain).lost());
  }

  @Test
  void aValueThatNobodyAnsweredIsOneOfARequestWithoutAnAnswer() {
    assertEquals(new Verdict(1, 0, 1, List.of()), check(1, 99, update(71, 1, 2)));
    assertEquals(new Verdict(0, 0, 1, List.of()), check(1, 99));
  }

  @Test
  void moreOfThemThanSuchRequestsCanHaveWrittenAreLosses() {
    Verdict verdict = new UpdateHistory(BEFORE, List.of(), 1).check(Map.of(7, 99, 8, 98));
    assertEquals(1, verdict.lost());
    assertEquals(
        List.of("2 rows have values that nobody answered, and 1 can have"), verdict.explained());
  }

  @Test
  void theSameValueOnceMoreIsNoOlderOne() {
    assertEquals(0, check(0, 71, update(71, 1, 2), update(72, 3, 4), update(71, 5, 6)).lost());
    assertEquals(0, check(0, 70, update(70, 1, 2)).lost());
  }

  @Test
  void anAnswerNamesItsRows() {
    assertEquals(
        List.of(new Update(1, 20, 5, 6), new Update(10_000, 3, 5, 6)),
        Update.of("[{\"id\":1,\"randomNumber\":20},{\"id\":10000,\"randomNumber\":3}]", 5, 6));
  }
}
