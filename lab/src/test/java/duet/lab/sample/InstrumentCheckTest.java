package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InstrumentCheckTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void aProcessorThatIsTakenAwayUnseenIsDoubtful() {
    Finding finding = InstrumentCheck.gaps(new Gaps(2 * SECOND, 15, 9_900_000, 80_000_000));
    assertEquals(Grade.DOUBTFUL, finding.grade());
    assertEquals("7.5/s of 1 ms or more, longest 9.9 ms, 4.0 % of the time", finding.value());
    assertTrue(finding.remedy().contains("longer trials"), finding.remedy());
    assertEquals(
        Grade.UNUSABLE, InstrumentCheck.gaps(new Gaps(SECOND, 9, 90_000_000, 300_000_000)).grade());
    assertEquals(Grade.GOOD, InstrumentCheck.gaps(new Gaps(SECOND, 0, 0, 0)).grade());
  }

  @Test
  void aSlowGeneratorIsDoubtfulAndASlowerOneIsOfNoUse() {
    assertEquals(Grade.GOOD, InstrumentCheck.ceiling(100_000, 0.9).grade());
    assertEquals(Grade.DOUBTFUL, InstrumentCheck.ceiling(50_000, 0.9).grade());
    assertEquals(Grade.UNUSABLE, InstrumentCheck.ceiling(10_000, 0.9).grade());
  }

  @Test
  void aByteForEachRequestIsTooMuch() {
    assertEquals(Grade.GOOD, InstrumentCheck.allocation(0.2).grade());
    assertEquals(Grade.DOUBTFUL, InstrumentCheck.allocation(1).grade());
    assertEquals(Grade.DOUBTFUL, InstrumentCheck.allocation(Double.NaN).grade());
  }

  @Test
  void lateSendsAreJudgedByTheOneInAThousand() {
    assertEquals(Grade.GOOD, InstrumentCheck.punctuality(150_000, 1).grade());
    assertEquals(Grade.DOUBTFUL, InstrumentCheck.punctuality(400_000, 1).grade());
    assertEquals(Grade.UNUSABLE, InstrumentCheck.punctuality(6_000_000, 1).grade());
  }

  @Test
  void aSpinLooksForAsLongAsItIsTold() {
    Gaps gaps = Gaps.look(Duration.ofMillis(50));
    assertTrue(gaps.nanos() >= 50_000_000, gaps.toString());
    assertTrue(gaps.share() >= 0 && gaps.share() < 1, gaps.toString());
    assertEquals(gaps.count() == 0, gaps.longestNanos() == 0, gaps.toString());
    assertTrue(gaps.longestNanos() <= gaps.sumNanos(), gaps.toString());
  }
}
