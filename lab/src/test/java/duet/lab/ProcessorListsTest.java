package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessorListsTest {
  private static final Processors FREE = new Processors("0", "1-2");

  /** Numbers that no kernel has siblings of. */
  private static final SortedSet<Integer> ALLOWED = new TreeSet<>(Set.of(8000, 8001, 8002));

  private static Processors of(@Nullable String server, @Nullable String load)
      throws PlanException {
    return new ProcessorLists(server, load).of(FREE, ALLOWED);
  }

  private static void assertRefused(
      String message, @Nullable String server, @Nullable String load) {
    var e = assertThrows(PlanException.class, () -> of(server, load));
    assertEquals(message, e.getMessage());
  }

  @Test
  void whatIsSaidOfOneSideLeavesTheRestToTheOther() throws PlanException {
    assertEquals(FREE, of(null, null));
    assertEquals(new Processors("8001", "8000,8002"), of("8001", null));
    assertEquals(new Processors("8000-8001", "8002"), of(null, "8002"));
    assertEquals(new Processors("8000", "8002"), of("8000", "8002"));
  }

  @Test
  void whatCannotBeHadIsRefusedInOneLineThatNamesTheFlag() {
    assertRefused(
        "--server-cpus and --load-cpus must have no processor in common: '8000-8001' and '8001'",
        "8000-8001",
        "8001");
    assertRefused("--server-cpus must be a list like 0 or 2-3,6: '3-1'", "3-1", null);
    assertRefused("--load-cpus must be a list like 0 or 2-3,6: ''", null, "");
    assertRefused(
        "--load-cpus must be among the processors that may be used, 8000-8002: '7'", null, "7");
    assertRefused(
        "--server-cpus must leave one of the processors that may be used, 8000-8002: '8000-8002'",
        "8000-8002",
        null);
  }
}
