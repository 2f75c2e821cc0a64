package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessWatchTest {
  private static final long KB = 1024;
  private static final long MIB = 1024 * 1024;
  private static final long TICK = 10_000_000;

  /** Each pid has used as many nanoseconds as its number. */
  private static final CpuClock PID_IS_TIME = pid -> pid;

  private static ProcessWatch watch(ProcFiles files, CpuClock clock, long pid)
      throws ProcessGoneException {
    return new ProcessWatch(files, clock, () -> 42, new ProcessTree(files, pid));
  }

  @Test
  void figuresOfNginxAreTheSumOfMasterAndWorkers() throws ProcessGoneException {
    var watch = watch(InventedFiles.captured("nginx"), PID_IS_TIME, 7863);
    assertEquals(
        new ProcessSample(
            new CpuSample(42, 7863 + 7864 + 7865, 0, 0),
            42,
            1 + 35 + 70,
            2 + 2,
            (1584 + 4028 + 4028) * KB,
            (528 + 1167 + 1167) * KB,
            (1584 + 4028 + 4028) * KB,
            3,
            3,
            27 + 120 + 119,
            0),
        watch.sample());
  }

  @Test
  void childrenThatEndedCountInTimeAndFaults() throws ProcessGoneException {
    var watch = watch(InventedFiles.captured("nginx"), PID_IS_TIME, 7316);
    assertEquals(
        new CpuSample(42, 7316 + 21 * TICK, (271 + 17) * TICK, (17 + 4) * TICK), watch.cpu());
  }

  @Test
  void aProcessAloneHasNoChildren() throws ProcessGoneException {
    var nginx = InventedFiles.captured("nginx");
    var master = new ProcessWatch(nginx, PID_IS_TIME, () -> 42, new ProcessTree(nginx, 7863, true));
    assertEquals(1, master.sample().processes());
    assertEquals(1584 * KB, master.sample().rssBytes());
    var jvm = new ProcessWatch(nginx, PID_IS_TIME, () -> 42, new ProcessTree(nginx, 7316, true));
    assertEquals(new CpuSample(42, 7316, 271 * TICK, 17 * TICK), jvm.cpu());
    assertEquals(23471, jvm.sample().minorFaults());
  }

  @Test
  void aChildThatEndsLeavesItsTimeWithItsParent() throws ProcessGoneException {
    var files = new InventedFiles().process(10, 1, 5, 0).process(11, 10, 6, 0);
    var times = new HashMap<>(Map.of(10L, 1_000L, 11L, 3 * TICK));
    CpuClock clock =
        pid -> {
          var nanos = times.get(pid);
          if (nanos == null) {
            throw new ProcessGoneException(pid);
          }
          return nanos;
        };
    var watch = watch(files, clock, 10);
    assertEquals(1_000 + 3 * TICK, watch.cpu().cpuNanos());
    times.remove(11L);
    files.without("/proc/11").process(10, 1, 5, 3);
    assertEquals(1_000 + 3 * TICK, watch.cpu().cpuNanos());
  }

  @Test
  void aChildThatEndsWhileItIsReadIsCountedOnce() throws ProcessGoneException {
    var files = new InventedFiles().process(10, 1, 5, 0).process(11, 10, 6, 0);
    CpuClock clock =
        pid -> {
          if (pid == 11) {
            files.without("/proc/11").process(10, 1, 5, 3);
            throw new ProcessGoneException(pid);
          }
          return 1_000;
        };
    assertEquals(1_000 + 3 * TICK, watch(files, clock, 10).cpu().cpuNanos());
  }

  @Test
  void aThreadThatEndsLeavesItsSwitches() throws ProcessGoneException {
    var files =
        new InventedFiles().process(10, 1, 5, 0).switches(10, 10, 5, 1).switches(10, 12, 100, 20);
    var watch = watch(files, PID_IS_TIME, 10);
    assertEquals(105, watch.sample().voluntarySwitches());
    files.without("/proc/10/task/12").switches(10, 10, 7, 1);
    assertEquals(107, watch.sample().voluntarySwitches());
    // Another thread has its number.
    files.switches(10, 12, 4, 0);
    var last = watch.sample();
    assertEquals(111, last.voluntarySwitches());
    assertEquals(21, last.involuntarySwitches());
  }

  @Test
  void proportionalMemoryOfSomeoneElsesProcessIsNotTakenForNone() throws ProcessGoneException {
    var captured = InventedFiles.captured("nginx");
    ProcFiles files =
        path -> {
          if (path.equals("/proc/7864/smaps_rollup")) {
            throw new IOException("Permission denied");
          }
          return captured.read(path);
        };
    var sample = watch(files, PID_IS_TIME, 7863).sample();
    assertFalse(sample.hasPss());
    assertEquals((1584 + 4028 + 4028) * KB, sample.rssBytes());
  }

  @Test
  void capturedProcessesAreNotWrittenTo() throws ProcessGoneException {
    var watch = watch(InventedFiles.captured("nginx"), PID_IS_TIME, 7863);
    assertFalse(watch.resetPeakRss());
  }

  @Test
  void thisJvmIsOfAPlausibleSize() throws ProcessGoneException {
    var sample = ProcessWatch.of(ProcessHandle.current().pid()).sample();
    assertTrue(sample.rssBytes() > 10 * MIB, sample.toString());
    assertTrue(sample.pssBytes() > 10 * MIB, sample.toString());
    assertTrue(sample.peakRssBytes() >= sample.rssBytes(), sample.toString());
    assertTrue(sample.threads() > 5, sample.toString());
    assertTrue(sample.voluntarySwitches() > 0, sample.toString());
    assertTrue(sample.minorFaults() > 1000, sample.toString());
    assertTrue(sample.cpu().cpuNanos() > 10_000_000, sample.toString());
  }

  @Test
  void peakIsForgottenOnDemand() throws ProcessGoneException {
    var watch = ProcessWatch.of(ProcessHandle.current().pid());
    try (var arena = Arena.ofConfined()) {
      arena.allocate(64 * MIB).fill((byte) 1);
    }
    var before = watch.sample();
    assertTrue(before.peakRssBytes() > before.rssBytes() + 32 * MIB, before.toString());
    assertTrue(watch.resetPeakRss());
    var after = watch.sample();
    assertTrue(after.peakRssBytes() < before.peakRssBytes() - 32 * MIB, after.toString());
  }

  @Test
  void timeOfARealChildThatEndedIsKept() throws Exception {
    var work = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
    try (var child = Child.shell("(" + work + "); echo done; read x")) {
      child.says("done");
      var cpu = ProcessWatch.of(child.pid()).cpu();
      var own = CpuClock.ofThisMachine().nanos(child.pid());
      assertTrue(cpu.cpuNanos() >= own + 2 * TICK, cpu + ", of its own " + own);
    }
  }

  @Test
  void aRealProcessThatEndedIsSaidToBeGone() throws Exception {
    try (var child = Child.shell("exec sleep 600")) {
      var watch = ProcessWatch.of(child.pid());
      child.end();
      assertThrows(ProcessGoneException.class, watch::cpu);
      assertThrows(ProcessGoneException.class, watch::sample);
    }
  }
}
