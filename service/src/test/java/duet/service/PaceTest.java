package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import duet.service.Pace.Overdue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Times that no two kinds share: 7 s for a request, 2 for a head, 3 for a body, 5 to read. */
  private final Pace pace =
      new Pace(new PaceLimits(7 * SECOND, 2 * SECOND, 3 * SECOND, 100, 5 * SECOND), 0);

  @Test
  void aConnectionThatWasJustAcceptedIsOneThatWaitsForARequest() {
    assertNull(pace.check(7 * SECOND));
    assertEquals(Overdue.REQUEST, pace.check(7 * SECOND + 1));
  }

  @Test
  void theTimeOfAHeadBeginsWhenItsBeginningIsSeen() {
    pace.headBegan();
    assertNull(pace.check(100 * SECOND));
    assertNull(pace.check(102 * SECOND));
    assertEquals(Overdue.HEAD, pace.check(102 * SECOND + 1));
  }

  @Test
  void whatIsForgivenDoesNotCount() {
    pace.headBegan();
    assertNull(pace.check(0));
    pace.forgive(50 * SECOND);
    assertNull(pace.check(52 * SECOND));
    assertEquals(Overdue.HEAD, pace.check(52 * SECOND + 1));
    pace.headEnded();
    pace.awaitsBody(60 * SECOND);
    assertNull(pace.check(60 * SECOND));
    pace.forgive(50 * SECOND);
    assertNull(pace.check(113 * SECOND));
    assertEquals(Overdue.BODY, pace.check(113 * SECOND + 1));
  }

  @Test
  void onlyAProcessThatStoodStillForMoreThanASecondForgives() {
    assertEquals(0, PaceLimits.stoodStillNanos(PaceLimits.LOOK.toNanos() + SECOND));
    assertEquals(SECOND + 1, PaceLimits.stoodStillNanos(PaceLimits.LOOK.toNanos() + SECOND + 1));
  }

  @Test
  void whatTheServerDoesMayTakeAsLongAsItLikes() {
    pace.headBegan();
    pace.headEnded();
    assertNull(pace.check(1));
    assertNull(pace.check(1_000_000 * SECOND));
  }

  @Test
  void eachRequestHasATimeOfItsOwn() {
    for (int i = 0; i < 100; i++) {
      pace.headBegan();
      assertNull(pace.check(4 * SECOND * i));
      pace.headEnded();
      pace.awaitsRequest();
      assertNull(pace.check(4 * SECOND * i + 2 * SECOND));
    }
  }

  @Test
  void aBodyOfWhichNothingComesIsOverdue() {
    pace.headEnded();
    pace.awaitsBody(0);
    assertNull(pace.check(0));
    assertNull(pace.check(3 * SECOND));
    assertEquals(Overdue.BODY, pace.check(3 * SECOND + 1));
  }

  /** 100 bytes at once allow 4 s, and then each byte a hundredth more. */
  @Test
  void aBodyThatTricklesIsOverdueThoughSomethingAlwaysComes() {
    pace.headEnded();
    pace.awaitsBody(0);
    pace.bodyCame(100);
    pace.awaitsBody(0);
    for (int second = 0; second <= 3; second++) {
      assertNull(pace.check(second * SECOND), "after " + second + " s");
      pace.bodyCame(1);
      pace.awaitsBody(second * SECOND);
    }
    assertEquals(Overdue.BODY, pace.check(4 * SECOND));
  }

  @Test
  void aBodyThatComesFastEnoughIsNeverOverdue() {
    pace.headEnded();
    for (int second = 0; second < 1000; second++) {
      pace.awaitsBody(second * SECOND);
      assertNull(pace.check(second * SECOND), "after " + second + " s");
      pace.bodyCame(100);
      pace.busy();
    }
  }

  /** Between two waits for it the server does something, which begins no new time. */
  @Test
  void whatStandsAroundChunksBeginsNoNewTime() {
    pace.headEnded();
    pace.awaitsBody(0);
    assertNull(pace.check(0));
    pace.bodyCame(0);
    pace.busy();
    assertNull(pace.check(2 * SECOND));
    pace.awaitsBody(2 * SECOND);
    assertNull(pace.check(3 * SECOND));
    assertEquals(Overdue.BODY, pace.check(3 * SECOND + 1));
  }

  @Test
  void whatCameFastBuysNoTimeToBeSlow() {
    pace.headEnded();
    pace.awaitsBody(0);
    pace.bodyCame(1_000_000);
    assertNull(pace.check(SECOND));
    for (long second = 2; second <= 4; second++) {
      pace.bodyCame(1);
      pace.awaitsBody(second * SECOND);
      assertNull(pace.check(second * SECOND));
    }
    pace.bodyCame(1);
    pace.awaitsBody(5 * SECOND);
    assertEquals(Overdue.BODY, pace.check(5 * SECOND));
  }

  @Test
  void aSecondBodyIsNotHeldToWhatTheFirstTook() {
    pace.headEnded();
    pace.awaitsBody(0);
    assertNull(pace.check(2 * SECOND));
    pace.awaitsRequest();
    pace.headEnded();
    pace.awaitsBody(100 * SECOND);
    assertNull(pace.check(100 * SECOND));
    assertNull(pace.check(103 * SECOND));
  }

  @Test
  void anAnswerOfWhichNothingIsTakenIsOverdueAndOneThatIsTakenIsNot() {
    for (int i = 0; i < 10; i++) {
      pace.sends();
      assertNull(pace.check(4 * SECOND * i));
      pace.busy();
    }
    pace.sends();
    assertNull(pace.check(50 * SECOND));
    assertEquals(Overdue.ANSWER, pace.check(55 * SECOND + 1));
  }

  @Test
  void itIsKnownForHowLongThereHasBeenNoRequest() {
    pace.awaitsRequest();
    assertEquals(0, pace.withoutRequestNanos(SECOND), "nobody has looked since");
    assertNull(pace.check(SECOND));
    assertEquals(2 * SECOND, pace.withoutRequestNanos(3 * SECOND));
    pace.headBegan();
    assertEquals(0, pace.withoutRequestNanos(4 * SECOND));
    assertNull(pace.check(4 * SECOND));
    assertEquals(0, pace.withoutRequestNanos(5 * SECOND));
  }
}
