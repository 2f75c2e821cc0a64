package duet.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fault ends at 10 s. */
class RecoveryTest {
  private static final long SECOND = 1_000_000_000;
  private final List<Sample> samples = new ArrayList<>();

  private void add(double planned, double ended, String end) {
    samples.add(
        new Sample((long) (planned * SECOND), (long) (ended * SECOND), end, end.equals("200")));
  }

  private Recovery recovery() {
    return Recovery.of(new Samples(samples), 10 * SECOND);
  }

  @Test
  void firstGoodIsOfWhatWasSentAfterwardsAndAllGoodOfTheLastThatWasNot() {
    add(9, 9.1, "503");
    add(9.5, 10.2, "200"); // sent before the end: its answer says nothing of the time after it
    add(10.5, 10.7, "503");
    add(11, 11.5, "200");
    add(10.8, 12, "503");
    add(13, 13.1, "200");
    assertEquals("1.50 s, 2.00 s", recovery().inWords());
    assertTrue(recovery().isWithin(Duration.ofSeconds(2)));
    assertFalse(recovery().isWithin(Duration.ofMillis(1999)));
  }

  @Test
  void whatNobodyNoticedIsOverAtOnce() {
    add(9, 9.1, "200");
    add(10.1, 10.2, "200");
    assertEquals("0.20 s, 0.00 s", recovery().inWords());
  }

  @Test
  void itIsNeverWellIfTheLastIsNot() {
    add(10.1, 10.2, "200");
    add(10.3, 10.4, "503");
    assertEquals("0.20 s, never", recovery().inWords());
    assertFalse(recovery().isWithin(Duration.ofDays(1)));
  }

  @Test
  void itIsNeverWellIfNothingIsAnswered() {
    add(9, 10.4, "no answer in time");
    assertEquals("never, never", recovery().inWords());
  }
}
