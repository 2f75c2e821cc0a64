package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String AFTER_NAME =
      " 7 7311 5202 0 -1 4194304 10 5 3 2 271 17 16 4 20 0 %d 0 83206 1 2";

  @Test
  void capturedJvmIsReadFieldByField() throws ProcessGoneException {
    var stat = ProcStat.of(InventedFiles.captured("nginx"), 7316);
    assertEquals(
        new ProcStat(7316, "java", 'S', 7311, 23471, 5958, 3, 0, 271, 17, 17, 4, 23, 83206), stat);
    assertEquals(210_000_000, stat.childNanos());
    assertEquals(2_880_000_000L, stat.userNanos());
    assertEquals(210_000_000, stat.systemNanos());
  }

  @Test
  void nameMayHoldParenthesesAndSpaces() {
    var stat = ProcStat.parse("12 (a) S (b c) R" + AFTER_NAME.formatted(1));
    assertEquals("a) S (b c", stat.name());
    assertEquals(7, stat.parentPid());
    assertEquals('R', stat.state());
  }

  @Test
  void zombieHasEndedButNotAFirstThreadThatLeftOthersRunning() {
    assertTrue(ProcStat.parse("12 (a) Z" + AFTER_NAME.formatted(1)).ended());
    assertFalse(ProcStat.parse("12 (a) Z" + AFTER_NAME.formatted(4)).ended());
    assertFalse(ProcStat.parse("12 (a) S" + AFTER_NAME.formatted(1)).ended());
  }

  @Test
  void whatIsNoSuchLineIsSaidToBeNone() {
    var thrown = assertThrows(IllegalArgumentException.class, () -> ProcStat.parse("12 java S"));
    assertEquals("must be a line of /proc/PID/stat: 12 java S", thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> ProcStat.parse("12 (java) S 1"));
  }
}
