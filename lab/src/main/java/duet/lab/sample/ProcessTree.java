package duet.lab.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process and its descendants. One that was seen in the tree stays in it while it lives, also
 * when its parent has ended and another adopted it. Not thread-safe.
 */
public final class ProcessTree {
  private final ProcFiles files;
  private final ProcStat root;
  private final boolean alone;

  /** Parents before their children. */
  private Map<Long, ProcStat> members;

  ProcessTree(ProcFiles files, long root) throws ProcessGoneException {
    this(files, root, false);
  }

  /**
   * Of a process, or of it alone.
   *
   * @param alone whether its descendants are none of our business
   */
  ProcessTree(ProcFiles files, long root, boolean alone) throws ProcessGoneException {
    this.files = files;
    this.alone = alone;
    this.root = ProcStat.of(files, root);
    this.members = Map.of(root, this.root);
    refresh();
  }

  /**
   * As it is now.
   *
   * @throws ProcessGoneException when there is no such process
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static ProcessTree of(long pid) throws ProcessGoneException {
    return new ProcessTree(ProcFiles.ofThisMachine(), pid);
  }

  public long root() {
    return root.pid();
  }

  /**
   * Looks at every process of the machine, which takes some microseconds for each, and gives those
   * that live, the root first.
   *
   * @throws ProcessGoneException when the root has ended, also when its number is another's now
   */
  public List<Long> livePids() throws ProcessGoneException {
    refresh();
    return members.values().stream().filter(stat -> !stat.ended()).map(ProcStat::pid).toList();
  }

  /** As of the last look; those that have ended and were not waited for are among them. */
  List<ProcStat> members() {
    return List.copyOf(members.values());
  }

  /**
   * The newest figures of a member.
   *
   * @throws ProcessGoneException when it has ended, also when its number is another's now
   */
  ProcStat again(ProcStat member) throws ProcessGoneException {
    var now = ProcStat.of(files, member.pid());
    if (now.startTicks() != member.startTicks()) {
      throw ProcessGoneException.replaced(member.pid());
    }
    return alone ? now.withoutChildren() : now;
  }

  boolean hasEnded(ProcStat member) {
    try {
      return again(member).ended();
    } catch (ProcessGoneException _) {
      return true;
    }
  }

  void refresh() throws ProcessGoneException {
    var head = again(root);
    if (head.ended()) {
      throw new ProcessGoneException(root.pid());
    }
    if (alone) {
      members = Map.of(head.pid(), head);
      return;
    }
    var all = all(files);
    var children = new HashMap<Long, List<ProcStat>>();
    for (var stat : all.values()) {
      children.computeIfAbsent(stat.parentPid(), _ -> new ArrayList<>()).add(stat);
    }
    var found = new LinkedHashMap<Long, ProcStat>();
    descend(head, children, found);
    for (var member : members.values()) {
      var now = all.get(member.pid());
      if (now != null && now.startTicks() == member.startTicks()) {
        descend(now, children, found);
      }
    }
    members = found;
  }

  private static void descend(
      ProcStat from, Map<Long, List<ProcStat>> children, Map<Long, ProcStat> found) {
    if (found.putIfAbsent(from.pid(), from) == null) {
      for (var child : children.getOrDefault(from.pid(), List.of())) {
        descend(child, children, found);
      }
    }
  }

  /** Every process that can be seen, by pid. */
  static Map<Long, ProcStat> all(ProcFiles files) {
    var all = new LinkedHashMap<Long, ProcStat>();
    var names = ProcText.text(files, "/proc").orElse("");
    for (var name : names.split("\n", -1)) {
      ProcText.whole(name)
          .ifPresent(
              pid -> {
                try {
                  all.put(pid, ProcStat.of(files, pid));
                } catch (ProcessGoneException _) {
                  // It ended while the others were read.
                }
              });
    }
    return all;
  }
}
