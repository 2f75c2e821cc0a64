package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestraintTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private long now;
  private long cpu;
  private double processorLoad;
  private final Restraint restraint =
      new Restraint(() -> now, this::cpuInSteps, () -> processorLoad, () -> 1);

  /** As the kernel tells it. */
  private long cpuInSteps() {
    return cpu / (10 * MILLI) * (10 * MILLI);
  }

  /**
   * Clients that ask again as soon as they may, for so long.
   *
   * @param fastest refusals a second, however many clients there are
   */
  private int flood(int clients, double fastest, double busy, int millis) {
    int pause = 0;
    double due = 0;
    for (int i = 0; i < millis; i++) {
      now += MILLI;
      cpu += (long) (busy * MILLI);
      due += Math.min(fastest / 1000, clients / (double) Math.max(1, pause));
      for (; due >= 1; due--) {
        pause = restraint.refused();
      }
    }
    return pause;
  }

  @Test
  void whoIsRefusedByABusyServerIsLeftAloneUntilRefusalsAreFew() {
    int pause = flood(400, 50_000, 1, 3000);
    double perSecond = 400 * 1000.0 / pause;
    assertTrue(perSecond > 2000 && perSecond < 8000, () -> "refused per second: " + perSecond);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.4, 0.75, 0.8, 0.85})
  void aServerWithTimeToSpareRefusesAtOnce(double busy) {
    for (int i = 0; i < 300; i++) {
      assertEquals(0, flood(400, 50_000, busy, 10));
    }
  }

  @Test
  void aServerWhoseProcessorsAreBusyIsABusyServerWhoeverUsesThem() {
    processorLoad = 0.99;
    int pause = flood(400, 50_000, 0.5, 3000);
    assertTrue(pause > 0);
    processorLoad = 0.95;
    assertEquals(0, flood(400, 50_000, 0.5, 5000));
  }

  /** What a refusal costs is part of how busy it is: the pause must not undo itself. */
  @ParameterizedTest
  @CsvSource({"400, 0.5", "400, 0.75", "400, 0.85", "100, 0.75", "50, 0.75", "30, 0.75"})
  void aServerThatRefusalsAloneMakeBusyFindsItsBalance(int clients, double busy) {
    double costOfOne = 0.025;
    int pause = 0;
    int least = Restraint.MOST_MILLIS;
    int most = 0;
    double due = 0;
    double served = 0;
    for (int i = 0; i < 6000; i++) {
      now += MILLI;
      double left = 1;
      due += Math.min(50, clients / Math.max(1.0, pause));
      for (; due >= 1 && left >= costOfOne; due--) {
        pause = restraint.refused();
        left -= costOfOne;
      }
      due = Math.min(due, 400);
      cpu += (long) (Math.min(1, 1 - left + busy) * MILLI);
      if (i >= 3000) {
        served += Math.min(left, busy);
        least = Math.min(least, pause);
        most = Math.max(most, pause);
      }
    }
    double share = served / 3000 / busy;
    assertTrue(share > 0.95, () -> "served of what came: " + share);
    assertTrue(least > 0 && most <= 8 * least, "left alone for " + least + " to " + most);
  }

  @Test
  void aServerThatWasBusyForAMomentRefusesAtOnceAgainSoon() {
    assertTrue(flood(400, 50_000, 1, 600) > 0);
    assertEquals(0, flood(400, 50_000, 0.7, 2500));
  }

  @Test
  void fewRefusalsAreAtOnce() {
    assertEquals(0, flood(400, 3000, 1, 3000));
  }

  @Test
  void nobodyIsLeftAloneForLongerThanItSays() {
    assertEquals(Restraint.MOST_MILLIS, flood(1_000_000, 50_000, 1, 20_000));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.85})
  void whenTheServerHasTimeAgainItRefusesAtOnceAgain(double busy) {
    assertEquals(Restraint.MOST_MILLIS, flood(1_000_000, 50_000, 1, 20_000));
    assertEquals(0, flood(400, 50_000, busy, 5000));
  }

  @Test
  void whoIsRefusedNowAndThenIsNotLeftAloneForWhatOnceWas() {
    assertEquals(Restraint.MOST_MILLIS, flood(1_000_000, 50_000, 1, 20_000));
    now += 1900 * MILLI;
    assertTrue(restraint.refused() < 10);
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    assertTrue(flood(400, 50_000, 1, 3000) > 0);
    now += 3000 * MILLI;
    cpu += 3000 * MILLI;
    assertEquals(0, restraint.refused());
  }

  @Test
  void moreProcessorsRefuseMore() {
    var four = new Restraint(() -> now, this::cpuInSteps, () -> processorLoad, () -> 4);
    for (int i = 0; i < 3000; i++) {
      now += MILLI;
      cpu += 4 * MILLI;
      for (int n = 0; n < 12; n++) {
        assertEquals(0, four.refused());
      }
    }
  }
}
