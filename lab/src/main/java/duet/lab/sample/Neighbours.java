package duet.lab.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The CPU time of the machine's other processes at one moment, to be compared with a later one. */
record Neighbours(long atNanos, Map<Long, Reading> readings) {

  record Reading(String name, long startTicks, long cpuNanos) {}

  Neighbours {
    readings = Map.copyOf(readings);
  }

  /**
   * By the scheduler's clock: in ticks of 10 ms one per cent of a second would be one tick.
   *
   * @param own pids that are left out
   */
  static Neighbours read(ProcFiles files, CpuClock clock, long atNanos, Set<Long> own) {
    var readings = new HashMap<Long, Reading>();
    for (var stat : ProcessTree.all(files).values()) {
      if (!own.contains(stat.pid())) {
        try {
          readings.put(
              stat.pid(), new Reading(stat.name(), stat.startTicks(), clock.nanos(stat.pid())));
        } catch (ProcessGoneException _) {
          // It ended while the others were read.
        }
      }
    }
    return new Neighbours(atNanos, readings);
  }

  /** Those that used more than a share of one processor in between, the busiest first. */
  List<Machine.Neighbour> busySince(Neighbours before, double share) {
    var busy = new ArrayList<Machine.Neighbour>();
    readings.forEach(
        (pid, now) -> {
          var then = before.readings.get(pid);
          var since = then != null && then.startTicks() == now.startTicks() ? then.cpuNanos() : 0;
          var used = (double) (now.cpuNanos() - since) / (atNanos - before.atNanos);
          if (used > share) {
            busy.add(new Machine.Neighbour(now.name(), pid, used));
          }
        });
    busy.sort(Comparator.comparingDouble(Machine.Neighbour::processors).reversed());
    return busy;
  }
}
