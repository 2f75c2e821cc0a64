package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Pinning;
import duet.lab.sample.Affinity;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What somebody says of processors; what is not said of one side is what the other leaves. */
record ProcessorLists(@Nullable String server, @Nullable String load) {
  private static final String SERVER = "--server-cpus";
  private static final String LOAD = "--load-cpus";

  /**
   * Which to use.
   *
   * @param free where nothing is said
   * @param allowed what may be used at all; empty where nothing can be pinned
   * @throws PlanException in one line that names flag, rule and value
   */
  Processors of(Processors free, SortedSet<Integer> allowed) throws PlanException {
    if (server == null && load == null) {
      return free;
    }
    @Nullable SortedSet<Integer> servers = read(SERVER, server, allowed);
    @Nullable SortedSet<Integer> loads = read(LOAD, load, allowed);
    if (servers == null && loads != null) {
      servers = rest(LOAD, load, loads, allowed);
    } else if (loads == null && servers != null) {
      loads = rest(SERVER, server, servers, allowed);
    } else if (servers != null && loads != null) {
      var both = new TreeSet<>(servers);
      both.retainAll(loads);
      if (!both.isEmpty()) {
        throw new PlanException(
            "%s and %s must have no processor in common: '%s' and '%s'"
                .formatted(SERVER, LOAD, server, load));
      }
    }
    return servers == null || loads == null
        ? free
        : new Processors(Affinity.cpuList(servers), Affinity.cpuList(loads));
  }

  private static @Nullable SortedSet<Integer> read(
      String flag, @Nullable String list, SortedSet<Integer> allowed) throws PlanException {
    if (list == null) {
      return null;
    }
    SortedSet<Integer> processors;
    try {
      processors = Affinity.cpuList(list);
    } catch (IllegalArgumentException _) {
      throw new PlanException("%s must be a list like 0 or 2-3,6: '%s'".formatted(flag, list));
    }
    if (allowed.isEmpty()) {
      throw new PlanException(
          "%s needs taskset, and there is none here: '%s'".formatted(flag, list));
    }
    if (!allowed.containsAll(processors)) {
      throw new PlanException(
          "%s must be among the processors that may be used, %s: '%s'"
              .formatted(flag, Affinity.cpuList(allowed), list));
    }
    return processors;
  }

  private static SortedSet<Integer> rest(
      String flag, @Nullable String list, SortedSet<Integer> taken, SortedSet<Integer> allowed)
      throws PlanException {
    SortedSet<Integer> rest = Pinning.others(allowed, taken);
    if (rest.isEmpty()) {
      throw new PlanException(
          "%s must leave one of the processors that may be used, %s: '%s'"
              .formatted(flag, Affinity.cpuList(allowed), list));
    }
    return rest;
  }
}
