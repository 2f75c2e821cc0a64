package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void nginxMasterAndItsWorkersAreOneTree() throws ProcessGoneException {
    var tree = new ProcessTree(InventedFiles.captured("nginx"), 7863);
    assertEquals(7863, tree.livePids().getFirst());
    assertEquals(List.of(7863L, 7864L, 7865L), tree.livePids().stream().sorted().toList());
  }

  @Test
  void parentsStandBeforeTheirChildrenWhateverTheirNumbers() throws ProcessGoneException {
    var files =
        new InventedFiles().process(30, 1, 5, 0).process(20, 30, 6, 0).process(10, 20, 7, 0);
    assertEquals(List.of(30L, 20L, 10L), new ProcessTree(files, 30).livePids());
  }

  @Test
  void aNumberThatIsAnothersNowIsNotTheProcess() throws ProcessGoneException {
    var files = new InventedFiles().process(10, 1, 5, 0).process(11, 10, 6, 0);
    var tree = new ProcessTree(files, 10);
    files.process(11, 1, 99, 0);
    assertEquals(List.of(10L), tree.livePids());
    files.process(10, 1, 100, 0);
    var thrown = assertThrows(ProcessGoneException.class, tree::livePids);
    assertEquals("process 10 is gone, its number is another's now", thrown.getMessage());
    assertEquals(10, thrown.pid());
  }

  @Test
  void whoeverIsAdoptedStaysInTheTreeWithItsNewChildren() throws ProcessGoneException {
    var files =
        new InventedFiles().process(10, 1, 5, 0).process(11, 10, 6, 0).process(12, 11, 7, 0);
    var tree = new ProcessTree(files, 10);
    files.without("/proc/11").process(12, 1, 7, 0).process(13, 12, 8, 0);
    assertEquals(List.of(10L, 12L, 13L), tree.livePids());
  }

  @Test
  void aZombieIsNotAlive() throws ProcessGoneException {
    var files = InventedFiles.captured("nginx");
    ProcFiles one =
        path ->
            path.equals("/proc/7865/stat")
                ? files.read(path).replace(") S", ") Z")
                : files.read(path);
    var tree = new ProcessTree(one, 7863);
    assertFalse(tree.livePids().contains(7865L));
    assertEquals(3, tree.members().size());
  }

  @Test
  void aRealChildIsInTheTreeAndItsEndIsNoticed() throws Exception {
    var tree = ProcessTree.of(ProcessHandle.current().pid());
    try (var child = Child.shell("exec sleep 600")) {
      assertTrue(tree.livePids().contains(child.pid()));
      child.end();
      assertFalse(tree.livePids().contains(child.pid()));
    }
  }

  @Test
  void aRealRootThatEndedIsSaidToBeGone() throws Exception {
    try (var child = Child.shell("exec sleep 600")) {
      var tree = ProcessTree.of(child.pid());
      assertEquals(List.of(child.pid()), tree.livePids());
      child.end();
      assertThrows(ProcessGoneException.class, tree::livePids);
    }
  }
}
