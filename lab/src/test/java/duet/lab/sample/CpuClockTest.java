package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CpuClockTest {
  private static final long OWN = ProcessHandle.current().pid();
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  @Test
  void ownClockGrowsAtLeastByWhatThisThreadWorked() throws ProcessGoneException {
    var clock = CpuClock.ofThisMachine();
    var before = clock.nanos(OWN);
    var until = threads.getCurrentThreadCpuTime() + 20_000_000;
    while (threads.getCurrentThreadCpuTime() < until) {
      Thread.onSpinWait();
    }
    assertTrue(clock.nanos(OWN) - before >= 20_000_000);
  }

  @Test
  void itAgreesWithTheKernelsTicks() throws ProcessGoneException {
    var stat = ProcStat.of(ProcFiles.ofThisMachine(), OWN);
    var ticks = stat.userTicks() + stat.systemTicks();
    var nanos = CpuClock.ofThisMachine().nanos(OWN);
    assertTrue(nanos >= (ticks - 2) * ProcStat.NANOS_PER_TICK, nanos + " ns, ticks " + ticks);
    assertTrue(nanos < ticks * ProcStat.NANOS_PER_TICK + 2e9, nanos + " ns, ticks " + ticks);
  }

  @Test
  void readingAllocatesNothing() throws ProcessGoneException {
    var clock = CpuClock.ofThisMachine();
    var least = Long.MAX_VALUE;
    for (int round = 0; round < 50; round++) {
      var before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        clock.nanos(OWN);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertTrue(least < 1_000, "bytes of 1000 calls: " + least);
  }

  @Test
  void aProcessThatIsGoneIsSaidToBe() throws Exception {
    var clock = CpuClock.ofThisMachine();
    try (var child = Child.shell("exec sleep 600")) {
      clock.nanos(child.pid());
      child.end();
      var thrown = assertThrows(ProcessGoneException.class, () -> clock.nanos(child.pid()));
      assertEquals("process " + child.pid() + " is gone", thrown.getMessage());
    }
  }

  @Test
  void whatIsNoPidIsNoProcess() {
    var clock = CpuClock.ofThisMachine();
    // The clock of pid 0 would be the caller's own.
    for (long pid : new long[] {0, -1, 1L << 32, Long.MAX_VALUE}) {
      assertThrows(ProcessGoneException.class, () -> clock.nanos(pid));
    }
  }
}
