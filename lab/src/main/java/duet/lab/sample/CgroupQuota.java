package duet.lab.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much CPU time the control groups that this process is in may use: the least of its own and
 * those above (cgroups(7)). Groups above the mount point of a container are not seen.
 */
final class CgroupQuota {
  private CgroupQuota() {}

  /** In processors; empty without a limit. */
  static OptionalDouble processors(ProcFiles files) {
    var least = Double.POSITIVE_INFINITY;
    for (var mount : mounts(files)) {
      for (var folder : mount.folders()) {
        var quota = mount.unified() ? v2(files, folder) : v1(files, folder);
        least = Math.min(least, quota.orElse(Double.POSITIVE_INFINITY));
      }
    }
    return Double.isFinite(least) ? OptionalDouble.of(least) : OptionalDouble.empty();
  }

  /**
   * A hierarchy that may hold the cpu controller.
   *
   * @param root which of its groups the mount point shows
   * @param group the one this process is in
   */
  private record Mount(String point, String root, String group, boolean unified) {

    /** From the group up to the mount point. */
    List<String> folders() {
      var below =
          root.equals("/") || !group.startsWith(root) ? group : group.substring(root.length());
      var folders = new ArrayList<String>();
      for (; below.length() > 1; below = below.substring(0, Math.max(0, below.lastIndexOf('/')))) {
        folders.add(point + below);
      }
      folders.add(point);
      return folders;
    }
  }

  private static List<Mount> mounts(ProcFiles files) {
    var groups = ProcText.text(files, "/proc/self/cgroup").orElse("");
    var mounts = new ArrayList<Mount>();
    for (var line : ProcText.text(files, "/proc/self/mountinfo").orElse("").split("\n", -1)) {
      var fields = line.split(" ", -1);
      var dash = Arrays.asList(fields).indexOf("-");
      if (dash < 5 || fields.length < dash + 4) {
        continue;
      }
      var unified = fields[dash + 1].equals("cgroup2");
      var v1 = fields[dash + 1].equals("cgroup") && hasCpu(fields[dash + 3]);
      if (unified || v1) {
        mounts.add(new Mount(fields[4], fields[3], group(groups, unified), unified));
      }
    }
    return mounts;
  }

  private static boolean hasCpu(String commaSeparated) {
    return Arrays.asList(commaSeparated.split(",", -1)).contains("cpu");
  }

  /** Of lines {@code number:controllers:group}; the unified hierarchy's names no controllers. */
  private static String group(String groups, boolean unified) {
    for (var line : groups.split("\n", -1)) {
      var parts = line.split(":", 3);
      if (parts.length == 3 && (unified ? parts[1].isEmpty() : hasCpu(parts[1]))) {
        return parts[2];
      }
    }
    return "/";
  }

  private static OptionalDouble v2(ProcFiles files, String folder) {
    var words = ProcText.text(files, folder + "/cpu.max").orElse("max").split(" ", -1);
    var quota = ProcText.whole(words[0]);
    return quota.isPresent() && words.length == 2
        ? OptionalDouble.of((double) quota.getAsLong() / Long.parseLong(words[1]))
        : OptionalDouble.empty();
  }

  private static OptionalDouble v1(ProcFiles files, String folder) {
    var quota = ProcText.number(files, folder + "/cpu.cfs_quota_us").orElse(-1);
    var period = ProcText.number(files, folder + "/cpu.cfs_period_us").orElse(0);
    return quota > 0 && period > 0
        ? OptionalDouble.of((double) quota / period)
        : OptionalDouble.empty();
  }
}
