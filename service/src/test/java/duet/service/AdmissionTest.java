package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long LATE = 1000;

  @Test
  void oneMoreThanMayBeAnsweredAtOnceIsNotLetIn() {
    var admission = new Admission.Fixed(2);
    assertEquals(1, admission.enter());
    assertEquals(2, admission.enter());
    assertEquals(0, admission.enter());
    admission.givenUp();
    assertEquals(2, admission.enter());
    admission.answered(2, 0);
    admission.answered(1, 0);
    assertEquals(0, admission.inside());
  }

  @Test
  void oneThatAdaptsRisesByOneForEachAnswerInTimeWhereHalfOfItIsUsed() {
    var admission = new Admission.Adaptive(100, LATE);
    assertEquals(20, admission.limit());
    for (int i = 1; i <= 20; i++) {
      assertEquals(i, admission.enter());
    }
    assertEquals(0, admission.enter());
    for (int i = 1; i <= 20; i++) {
      admission.answered(i, LATE);
    }
    // Worked out by hand: the tenth is the first with 2i >= 20, then the limit is 21, and of those
    // with 11, 12, 13, … twice the number is never less.
    assertEquals(31, admission.limit());
  }

  @Test
  void oneThatAdaptsFallsByATenthForEachLateAnswerButNotBelowTwenty() {
    var admission = new Admission.Adaptive(100, LATE);
    while (admission.limit() < 100) {
      admission.answered(Math.max(100, admission.enter()), 0);
    }
    admission.answered(admission.enter(), LATE + 1);
    assertEquals(90, admission.limit());
    admission.answered(admission.enter(), LATE + 1);
    assertEquals(81, admission.limit());
    for (int i = 0; i < 100; i++) {
      admission.answered(admission.enter(), LATE + 1);
    }
    assertEquals(20, admission.limit());
  }

  @Test
  void oneThatAdaptsNeverLetsInMoreThanTheMost() {
    var admission = new Admission.Adaptive(5, LATE);
    assertEquals(5, admission.limit());
    for (int i = 1; i <= 5; i++) {
      admission.answered(admission.enter(), 0);
    }
    assertEquals(5, admission.limit());
  }

  @Test
  void aClientThatHasGoneSaysNothingOfTheServer() {
    var admission = new Admission.Adaptive(100, LATE);
    for (int i = 0; i < 20; i++) {
      assertEquals(1, admission.enter());
      admission.givenUp();
    }
    assertEquals(20, admission.limit());
    assertEquals(0, admission.inside());
  }
}
