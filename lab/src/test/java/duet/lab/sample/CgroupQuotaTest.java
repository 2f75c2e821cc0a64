package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CgroupQuotaTest {
  private static final String V2 =
      "40 30 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

  @Test
  void theCapturedMachineHasNone() {
    assertEquals(OptionalDouble.empty(), CgroupQuota.processors(InventedFiles.captured("machine")));
  }

  @Test
  void theLeastOfTheGroupsOnTheWayUpCounts() {
    var files =
        new InventedFiles()
            .with("/proc/self/mountinfo", V2)
            .with("/proc/self/cgroup", "0::/a/b\n")
            .with("/sys/fs/cgroup/a/cpu.max", "150000 100000\n")
            .with("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
    assertEquals(OptionalDouble.of(1.5), CgroupQuota.processors(files));
    files.with("/sys/fs/cgroup/a/b/cpu.max", "50000 100000");
    assertEquals(OptionalDouble.of(0.5), CgroupQuota.processors(files));
  }

  @Test
  void aContainersMountPointShowsItsOwnGroup() {
    var files =
        new InventedFiles()
            .with(
                "/proc/self/mountinfo",
                "40 30 0:28 /docker/f00 /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n")
            .with("/proc/self/cgroup", "5:cpuacct:/x\n4:cpu,cpuacct:/docker/f00\n")
            .with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "200000\n")
            .with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
    assertEquals(OptionalDouble.of(2), CgroupQuota.processors(files));
    files.with("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
    assertEquals(OptionalDouble.empty(), CgroupQuota.processors(files));
  }
}
