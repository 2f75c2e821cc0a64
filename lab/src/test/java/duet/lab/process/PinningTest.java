package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.sample.Affinity;
import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinningTest {
  /** Of a machine whose processors n and n + 2 are one core. */
  private static SortedSet<Integer> siblings(int processor) {
    return Affinity.cpuList(
        processor % 4 < 2 ? processor + "," + (processor + 2) : (processor - 2) + "," + processor);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0-3 | 0 | 1,3", "0-3 | 0-1 | 2-3", "0,2 | 0 | 2", "0-7 | 1,3 | 0,2,4-7"})
  void theOtherSideHasCoresOfItsOwnWhereEnoughRemain(String allowed, String taken, String others) {
    assertEquals(
        Affinity.cpuList(others),
        Pinning.others(Affinity.cpuList(allowed), Affinity.cpuList(taken), PinningTest::siblings));
  }
}
