package duet.lab.sample;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Context switches of every thread of some processes. The kernel forgets a thread's count with the
 * thread; what was last seen of it stays in the sum, so the sum never goes down. Not thread-safe.
 */
final class SwitchCount {
  private final ProcFiles files;
  private Map<String, Switches> last = Map.of();
  private Switches ended = new Switches(0, 0);

  SwitchCount(ProcFiles files) {
    this.files = files;
  }

  record Switches(long voluntary, long involuntary) {
    Switches plus(Switches other) {
      return new Switches(voluntary + other.voluntary, involuntary + other.involuntary);
    }
  }

  Switches of(List<ProcStat> processes) {
    var now = new HashMap<String, Switches>();
    for (var process : processes) {
      var tasks = "/proc/" + process.pid() + "/task";
      for (var tid : ProcText.text(files, tasks).orElse("").split("\n", -1)) {
        if (!tid.isEmpty()) {
          read(tasks + "/" + tid + "/status", now);
        }
      }
    }
    last.forEach(
        (thread, then) -> {
          var still = now.get(thread);
          if (still == null || still.voluntary() < then.voluntary()) {
            ended = ended.plus(then);
          }
        });
    last = now;
    return now.values().stream().reduce(ended, Switches::plus);
  }

  private void read(String path, Map<String, Switches> to) {
    try {
      var status = files.read(path);
      to.put(
          path,
          new Switches(
              ProcText.count(status, "voluntary_ctxt_switches"),
              ProcText.count(status, "nonvoluntary_ctxt_switches")));
    } catch (IOException _) {
      // The thread ended since it was listed.
    }
  }
}
