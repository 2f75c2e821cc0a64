package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MachineReaderTest {
  private final ProcFiles captured = InventedFiles.captured("machine");
  private final MachineReader reader = new MachineReader(captured, _ -> 0);

  @Test
  void aCapturedVirtualMachineIsReadAsItIs() {
    var processor = reader.processor();
    assertEquals("Intel(R) Xeon(R) Processor", processor.model());
    assertEquals(Set.of(0, 1), processor.allowed());
    assertEquals(List.of(new TreeSet<>(Set.of(0)), new TreeSet<>(Set.of(1))), processor.cores());
    assertTrue(processor.virtual());
    assertEquals(OptionalDouble.of(2100), processor.frequency().nowMegahertz());
    assertFalse(processor.frequency().known());
    assertEquals(
        new Machine.Memory(24_684_092L * 1024, 22_980_840L * 1024, "madvise"), reader.memory());
    assertEquals(new Machine.Limits(20_000, 32768, 60999, 2, 4096), reader.limits());
    assertEquals(28_232, reader.limits().ports());
  }

  @Test
  void siblingsOfOneCoreStandTogether() {
    var files =
        with(
            Map.of(
                "/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0-1\n",
                "/sys/devices/system/cpu/cpu1/topology/thread_siblings_list", "0-1\n"));
    assertEquals(
        List.of(new TreeSet<>(Set.of(0, 1))), new MachineReader(files, _ -> 0).processor().cores());
  }

  @Test
  void frequencyIsFixedWhereGovernorAndBoostSaySo() {
    var cpufreq = "/sys/devices/system/cpu/cpu0/cpufreq/";
    var frequency =
        new MachineReader(
                with(
                    Map.of(
                        cpufreq + "scaling_cur_freq",
                        "2400000\n",
                        cpufreq + "scaling_governor",
                        "performance\n",
                        cpufreq + "scaling_min_freq",
                        "800000\n",
                        cpufreq + "scaling_max_freq",
                        "3500000\n",
                        "/sys/devices/system/cpu/intel_pstate/no_turbo",
                        "1\n")),
                _ -> 0)
            .processor()
            .frequency();
    assertEquals(
        new Machine.Frequency(
            OptionalDouble.of(2400),
            Optional.of("performance"),
            OptionalDouble.of(800),
            OptionalDouble.of(3500),
            Optional.of(false)),
        frequency);
    assertTrue(frequency.fixed());
  }

  @Test
  void stealAndBusyAreSharesOfTheTimeBetween() {
    var before = CpuTimes.parse("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 1 1\n");
    var after = CpuTimes.parse("cpu  130 5 60 830 55 0 5 15 0 0\n");
    assertEquals(0.15, CpuTimes.stealShare(before, after), 1e-12);
    assertEquals(0.65, CpuTimes.busyShare(before, after), 1e-12);
    assertEquals(0, CpuTimes.stealShare(before, before));
  }

  @Test
  void neighboursAreThoseThatUsedTimeMeanwhile() {
    var before =
        new Neighbours(
            0,
            Map.of(
                1L, new Neighbours.Reading("idle", 5, 900_000_000),
                2L, new Neighbours.Reading("was another", 5, 900_000_000),
                3L, new Neighbours.Reading("busy", 5, 900_000_000)));
    var after =
        new Neighbours(
            2_000_000_000,
            Map.of(
                1L, new Neighbours.Reading("idle", 5, 910_000_000),
                2L, new Neighbours.Reading("new", 77, 100_000_000),
                3L, new Neighbours.Reading("busy", 5, 1_900_000_000)));
    assertEquals(
        List.of(new Machine.Neighbour("busy", 3, 0.5), new Machine.Neighbour("new", 2, 0.05)),
        after.busySince(before, 0.01));
  }

  @Test
  void ownProcessesAreNoNeighbours() {
    var nginx = InventedFiles.captured("nginx");
    var seen = Neighbours.read(nginx, pid -> pid, 0, Set.of(7863L, 7864L, 7865L));
    assertEquals(Map.of(7316L, new Neighbours.Reading("java", 83206, 7316)), seen.readings());
  }

  @Test
  void aCoarseClockIsFoundOutAndALateSleepMeasured() {
    var now = new AtomicLong();
    var readings = new AtomicLong();
    var timer =
        TimerLook.measure(
            "hpet",
            () -> {
              var step = readings.incrementAndGet() % 7 == 0 ? 1_000 : 0;
              return now.addAndGet(step);
            },
            nanos -> now.addAndGet(nanos + 60_000));
    assertEquals("hpet", timer.clockSource());
    assertEquals(1_000, timer.stepNanos());
    assertEquals(60_000.0, (double) timer.parkMedianNanos(), 1_000.0);
    assertEquals(61_000.0, (double) timer.parkP99Nanos(), 1_000.0);
  }

  @Test
  void thisMachineIsReadAndChecked() throws InterruptedException {
    var machine = Machine.read(Duration.ofMillis(50));
    assertEquals(Runtime.getRuntime().availableProcessors(), machine.processor().allowed().size());
    assertTrue(machine.memory().totalBytes() > machine.memory().availableBytes());
    assertTrue(machine.timer().stepNanos() < 1_000_000, machine.timer().toString());
    assertTrue(machine.limits().openFiles() >= 1024, machine.limits().toString());
    assertEquals(
        System.getProperty("os.version"), machine.kernel(), "the kernel is the JVM's os.version");
    assertTrue(
        machine.neighbours().stream().noneMatch(it -> it.pid() == ProcessHandle.current().pid()));
    assertEquals(15, MachineCheck.of(machine, 64).size());
  }

  private ProcFiles with(Map<String, String> others) {
    return new ProcFiles() {
      @Override
      public String read(String path) throws IOException {
        var other = others.get(path);
        return other != null ? other : captured.read(path);
      }
    };
  }
}
