package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class UsageTest {
  private static final long SECOND = 1_000_000_000;
  private static final long TICK = 10_000_000;

  @Test
  void userAndSystemAreThePreciseTimeSplitAsTheWindowsTicks() throws Exception {
    var before = new CpuSample(0, 5 * SECOND, 4 * SECOND, SECOND);
    var after =
        new CpuSample(SECOND, 5 * SECOND + 123_456_789, 4 * SECOND + 9 * TICK, SECOND + 3 * TICK);
    var usage = CpuUsage.between(before, after);
    assertEquals(new CpuUsage(SECOND, 123_456_789, 92_592_592, 30_864_197), usage);
    assertEquals(0.123456789, usage.processors(), 1e-12);
  }

  @Test
  void aWindowWithoutATickIsSplitAsTheWholeLife() throws Exception {
    var before = new CpuSample(0, SECOND, 30 * TICK, 10 * TICK);
    var after = new CpuSample(1_000_000, SECOND + 4_000, 30 * TICK, 10 * TICK);
    assertEquals(new CpuUsage(1_000_000, 4_000, 3_000, 1_000), CpuUsage.between(before, after));
  }

  @Test
  void timeThatWentLostIsNoUsage() throws Exception {
    var before = new CpuSample(0, 5 * SECOND, 0, 0);
    var thrown =
        assertThrows(
            ProcessGoneException.class,
            () -> CpuUsage.between(before, new CpuSample(SECOND, 4 * SECOND, 0, 0)));
    assertEquals(
        "a process of its tree ended and nobody waited for it: 1.000 s of CPU time went lost",
        thrown.getMessage());
    // A child of 9.9 ms that ended is 0 ticks of its parent.
    var rounded = CpuUsage.between(before, new CpuSample(SECOND, 5 * SECOND - 9_900_000, 0, 0));
    assertEquals(0, rounded.cpuNanos());
  }

  @Test
  void readingsInTheWrongOrderAreRefused() throws Exception {
    var sample = new CpuSample(5, 1, 1, 0);
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> CpuUsage.between(sample, sample));
    assertEquals("must be > 0: elapsedNanos=0", thrown.getMessage());
  }

  @Test
  void ratesAreByTheTimesOfTheirOwnReadings() throws Exception {
    var before = sample(0, SECOND, 100, 10, 1000);
    var after = sample(2 * SECOND, 5 * SECOND, 500, 30, 1500);
    var usage = Usage.between(before, after);
    assertEquals(100, usage.voluntarySwitchesPerSecond(), 1e-9);
    assertEquals(5, usage.involuntarySwitchesPerSecond(), 1e-9);
    assertEquals(250, usage.minorFaultsPerSecond(), 1e-9);
    assertEquals(0, usage.majorFaultsPerSecond(), 1e-9);
  }

  private static ProcessSample sample(
      long cpuAt, long switchesAt, long voluntary, long involuntary, long faults) {
    return new ProcessSample(
        new CpuSample(cpuAt, 0, 0, 0),
        switchesAt,
        voluntary,
        involuntary,
        1,
        1,
        1,
        1,
        1,
        faults,
        0);
  }
}
