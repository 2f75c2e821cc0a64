package duet.lab.sample;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads one process and its descendants, again and again. Not thread-safe.
 *
 * <p>There are two grades: {@link #cpu()} disturbs nobody and belongs at the edges of the measured
 * window; {@link #sample()} stops the process for milliseconds while its memory is counted and
 * belongs outside it.
 */
public final class ProcessWatch {
  /** Descendants that end while they are read make it start again, this often at most. */
  private static final int ATTEMPTS = 5;

  private final ProcFiles files;
  private final CpuClock clock;
  private final LongSupplier nanoClock;
  private final ProcessTree tree;
  private final SwitchCount switches;

  ProcessWatch(ProcFiles files, CpuClock clock, LongSupplier nanoClock, ProcessTree tree) {
    this.files = files;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.tree = tree;
    this.switches = new SwitchCount(files);
  }

  /**
   * Of the process and the descendants that it has now.
   *
   * @throws ProcessGoneException when there is no such process
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static ProcessWatch of(long pid) throws ProcessGoneException {
    return of(pid, false);
  }

  /**
   * Of the process without what it starts and started: a server that starts its own database would
   * have the database's work in its figures.
   *
   * @throws ProcessGoneException when there is no such process
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static ProcessWatch alone(long pid) throws ProcessGoneException {
    return of(pid, true);
  }

  private static ProcessWatch of(long pid, boolean alone) throws ProcessGoneException {
    var files = ProcFiles.ofThisMachine();
    return new ProcessWatch(
        files, CpuClock.ofThisMachine(), System::nanoTime, new ProcessTree(files, pid, alone));
  }

  /** The same tree that the readings are of. */
  public ProcessTree tree() {
    return tree;
  }

  /**
   * The light grade: a clock and a line for each process, some tens of microseconds. Descendants
   * are those that the last {@link #sample()} or look at the tree found; one that was started since
   * counts once it has ended and its parent has waited for it.
   *
   * @throws ProcessGoneException when the root has ended
   */
  public CpuSample cpu() throws ProcessGoneException {
    return read().cpu;
  }

  /**
   * The full grade; looks for new descendants first.
   *
   * @throws ProcessGoneException when the root has ended
   */
  public ProcessSample sample() throws ProcessGoneException {
    tree.refresh();
    var sum = read();
    var start = nanoClock.getAsLong();
    var switched = switches.of(tree.members());
    var switchesAt = start + (nanoClock.getAsLong() - start) / 2;
    var memory = new Memory();
    for (var member : tree.members()) {
      memory.add(member.pid());
    }
    return new ProcessSample(
        sum.cpu,
        switchesAt,
        switched.voluntary(),
        switched.involuntary(),
        memory.rssBytes,
        memory.pssUnreadable ? ProcessSample.UNREADABLE : memory.pssBytes,
        Math.max(memory.peakRssBytes, memory.rssBytes),
        sum.processes,
        sum.threads,
        sum.minorFaults,
        sum.majorFaults);
  }

  /**
   * From now on {@link ProcessSample#peakRssBytes()} is the most since now ({@code clear_refs},
   * proc_pid_clear_refs(5)).
   *
   * @return whether that could be done for every process; only their owner may
   */
  public boolean resetPeakRss() {
    var done = true;
    for (var member : tree.members()) {
      try {
        files.write("/proc/" + member.pid() + "/clear_refs", "5");
      } catch (IOException _) {
        done &= tree.hasEnded(member);
      }
    }
    return done;
  }

  private Sum read() throws ProcessGoneException {
    for (var attempt = 1; attempt < ATTEMPTS; attempt++) {
      var sum = new Sum(nanoClock.getAsLong());
      try {
        for (var member : tree.members()) {
          sum.add(member);
        }
        return sum;
      } catch (ProcessGoneException _) {
        tree.refresh();
      }
    }
    var sum = new Sum(nanoClock.getAsLong());
    for (var member : tree.members()) {
      try {
        sum.add(member);
      } catch (ProcessGoneException e) {
        if (member.pid() == tree.root()) {
          throw e;
        }
      }
    }
    return sum;
  }

  /**
   * A parent is read before its children: a child that ends in between is then missed, which is
   * noticed, and never counted twice, which would not be.
   */
  private final class Sum {
    private final long atNanos;
    CpuSample cpu;
    int processes;
    int threads;
    long minorFaults;
    long majorFaults;

    Sum(long atNanos) {
      this.atNanos = atNanos;
      this.cpu = new CpuSample(atNanos, 0, 0, 0);
    }

    void add(ProcStat member) throws ProcessGoneException {
      var now = tree.again(member);
      if (now.ended() && now.pid() == tree.root()) {
        throw new ProcessGoneException(now.pid());
      }
      cpu =
          new CpuSample(
              atNanos,
              cpu.cpuNanos() + clock.nanos(now.pid()) + now.childNanos(),
              cpu.userNanos() + now.userNanos(),
              cpu.systemNanos() + now.systemNanos());
      if (!now.ended()) {
        processes++;
        threads += now.threads();
      }
      minorFaults += now.minorFaults() + now.childMinorFaults();
      majorFaults += now.majorFaults() + now.childMajorFaults();
    }
  }

  private final class Memory {
    long rssBytes;
    long peakRssBytes;
    long pssBytes;
    boolean pssUnreadable;

    void add(long pid) {
      var status = ProcText.text(files, "/proc/" + pid + "/status");
      rssBytes += bytes(status, "VmRSS");
      peakRssBytes += bytes(status, "VmHWM");
      var rollup = ProcText.text(files, "/proc/" + pid + "/smaps_rollup");
      pssBytes += bytes(rollup, "Pss");
      // One that has ended since has no memory at all.
      pssUnreadable |= rollup.isEmpty() && bytes(status, "VmRSS") > 0;
    }

    private static long bytes(Optional<String> text, String key) {
      return text.map(it -> ProcText.bytes(it, key)).orElse(0L);
    }
  }
}
