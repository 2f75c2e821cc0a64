package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffinityTest {

  @Test
  void listsAreReadAsTheKernelWritesThem() {
    assertEquals(Set.of(0), Affinity.cpuList("0"));
    assertEquals(Set.of(0, 1, 2, 3, 5), Affinity.cpuList("0-3,5\n"));
    assertEquals("0-3,5", Affinity.cpuList(List.of(5, 0, 2, 1, 3)));
    assertEquals("0,2", Affinity.cpuList(Set.of(0, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "-1", "1-", "3-1", "1,,2", "0-1-2", "99999", "0x1", "٣"})
  void whatIsNoListIsRefused(String list) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> Affinity.cpuList(list));
    assertEquals(
        "must be a list of processors like 0 or 0-3,5: '" + list + "'", thrown.getMessage());
  }

  @Test
  void aThreadThatMayRunElsewhereIsNamed() throws ProcessGoneException {
    var files = new InventedFiles().switches(10, 10, 0, 0).switches(10, 11, 0, 0);
    files.with("/proc/10/task/12/status", "Name:\tGC Thread#0\nCpus_allowed_list:\t0-1\n");
    var affinity = Affinity.of(files, 10);
    assertEquals(Set.of(0, 1), affinity.processors());
    var elsewhere = affinity.notPinnedTo(Set.of(0));
    assertEquals(
        List.of(new Affinity.ThreadAffinity(12, "GC Thread#0", new TreeSet<>(Set.of(0, 1)))),
        elsewhere);
    assertEquals(List.of(), affinity.notPinnedTo(Set.of(0, 1)));
  }

  @Test
  void aPinnedRealProcessIsSeenToBe() throws Exception {
    var processor = Affinity.of(ProcessHandle.current().pid()).processors().getFirst();
    try (var child = Child.shell("taskset -cp " + processor + " $$ >/dev/null; echo set; read x")) {
      child.says("set");
      assertEquals(Set.of(processor), Affinity.of(child.pid()).processors());
    }
  }

  @Test
  void aProcessThatIsGoneIsSaidToBe() {
    assertThrows(ProcessGoneException.class, () -> Affinity.of(new InventedFiles(), 10));
  }
}
