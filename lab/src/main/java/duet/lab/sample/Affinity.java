package duet.lab.sample;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The processors that a process may run on, thread by thread: a thread keeps those of the thread
 * that started it, whatever is later said of the others.
 */
public record Affinity(long pid, List<ThreadAffinity> threads) {

  /** More than any Linux is built for. */
  private static final int MOST_PROCESSORS = 8192;

  /** One thread, and the numbers of its processors, from 0. */
  public record ThreadAffinity(long tid, String name, SortedSet<Integer> processors) {
    public ThreadAffinity {
      processors = Collections.unmodifiableSortedSet(new TreeSet<>(processors));
    }
  }

  public Affinity {
    threads = List.copyOf(threads);
  }

  /**
   * As it is now.
   *
   * @throws ProcessGoneException when there is no such process
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static Affinity of(long pid) throws ProcessGoneException {
    return of(ProcFiles.ofThisMachine(), pid);
  }

  static Affinity of(ProcFiles files, long pid) throws ProcessGoneException {
    var threads = new ArrayList<ThreadAffinity>();
    var tasks = "/proc/" + pid + "/task";
    for (var tid : ProcText.text(files, tasks).orElse("").split("\n", -1)) {
      ProcText.text(files, tasks + "/" + tid + "/status")
          .ifPresent(status -> threads.add(thread(tid, status)));
    }
    if (threads.isEmpty()) {
      throw new ProcessGoneException(pid);
    }
    return new Affinity(pid, threads);
  }

  private static ThreadAffinity thread(String tid, String status) {
    return new ThreadAffinity(
        Long.parseLong(tid),
        ProcText.value(status, "Name").orElse(""),
        cpuList(ProcText.value(status, "Cpus_allowed_list").orElse("")));
  }

  /** Those of all threads together. */
  public SortedSet<Integer> processors() {
    var all = new TreeSet<Integer>();
    threads.forEach(thread -> all.addAll(thread.processors()));
    return all;
  }

  /** Threads that may run elsewhere too; empty when the process is pinned to {@code processors}. */
  public List<ThreadAffinity> notPinnedTo(Collection<Integer> processors) {
    return threads.stream().filter(it -> !processors.containsAll(it.processors())).toList();
  }

  /**
   * The kernel's and {@code taskset}'s way to write processors: {@code 0}, {@code 0-3,5}.
   *
   * @throws IllegalArgumentException when it is not such a list or empty
   */
  public static SortedSet<Integer> cpuList(String list) {
    var processors = new TreeSet<Integer>();
    for (var range : list.strip().split(",", -1)) {
      var ends = range.strip().split("-", -1);
      var first = number(ends[0], list);
      var last = ends.length == 1 ? first : number(ends[1], list);
      if (ends.length > 2 || last < first) {
        throw notAList(list);
      }
      for (var processor = first; processor <= last; processor++) {
        processors.add(processor);
      }
    }
    return processors;
  }

  /** The shortest list that {@link #cpuList(String)} reads the same. */
  public static String cpuList(Collection<Integer> processors) {
    var list = new StringBuilder();
    var sorted = List.copyOf(new TreeSet<>(processors));
    for (int i = 0; i < sorted.size(); ) {
      int first = i;
      while (i + 1 < sorted.size() && sorted.get(i + 1) == sorted.get(i) + 1) {
        i++;
      }
      list.append(list.isEmpty() ? "" : ",").append(sorted.get(first));
      if (i > first) {
        list.append('-').append(sorted.get(i));
      }
      i++;
    }
    return list.toString();
  }

  private static int number(String digits, String list) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) >= MOST_PROCESSORS) {
      throw notAList(list);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException notAList(String list) {
    return new IllegalArgumentException(
        "must be a list of processors like 0 or 0-3,5: '" + list + "'");
  }
}
