package duet.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/**
 * How busy the processors are that this process may run on, whoever uses them: a database, a
 * balancer, the client itself or, of a virtual machine, another one. As Linux has it (proc_stat(5),
 * sched_setaffinity(2)); elsewhere it is 0, as it is where the process may use no more than some
 * share of them (a container's quota): how busy they are then says nothing of that. For use by one
 * thread at a time.
 */
final class ProcessorLoad implements DoubleSupplier {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** Of the times of a processor, in their order in the file. */
  private static final int IDLE = 3;

  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** What a file holds now. */
  @FunctionalInterface
  interface Reader {
    String read(Path file) throws IOException;
  }

  private final Reader files;
  private final IntSupplier processors;
  private BitSet allowed = new BitSet();
  private long total;
  private long idle;
  private double share;

  /** Of this process. */
  ProcessorLoad() {
    // There may be bytes of a process's name in it that are no text.
    this(
        file -> new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1),
        Runtime.getRuntime()::availableProcessors);
  }

  /**
   * @param processors that this process may use, in the JVM's opinion
   */
  ProcessorLoad(Reader files, IntSupplier processors) {
    this.files = files;
    this.processors = processors;
    double _ = getAsDouble();
  }

  /**
   * The share of their time since it was asked last in which they were busy, 0..1; the last one
   * where no time has passed, or they are others now (taskset(1)); 0 where there is no descriptor
   * to ask with.
   */
  @Override
  public double getAsDouble() {
    long totalBefore = total;
    long idleBefore = idle;
    BitSet before = allowed;
    try {
      BitSet now = allowed();
      if (now.cardinality() > processors.getAsInt()) {
        return 0;
      }
      read(files.read(STAT), now);
      allowed = now; // only with times that are theirs
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
    if (allowed.equals(before) && total > totalBefore) {
      share = 1 - Math.clamp((double) (idle - idleBefore) / (total - totalBefore), 0, 1);
    }
    return share;
  }

  private void read(String stat, BitSet processors) {
    long all = 0;
    long none = 0;
    for (String line :
        (Iterable<String>) stat.lines().takeWhile(ProcessorLoad::isTotal)::iterator) {
      String[] times = line.substring("cpu".length()).trim().split(" +", -1);
      if (line.charAt("cpu".length()) != ' ' && processors.get(Integer.parseInt(times[0]))) {
        for (int i = 0; i <= STEAL && i + 1 < times.length; i++) {
          long time = Long.parseLong(times[i + 1]);
          all += time;
          none += i == IDLE || i == IO_WAIT ? time : 0;
        }
      }
    }
    total = all;
    idle = none;
  }

  /** They come first; what comes behind them is long. */
  private static boolean isTotal(String line) {
    return line.startsWith("cpu");
  }

  /** None where the kernel does not tell. */
  private BitSet allowed() throws IOException {
    return files
        .read(STATUS)
        .lines()
        .filter(line -> line.startsWith(ALLOWED))
        .findFirst()
        .map(line -> listed(line.substring(ALLOWED.length()).strip()))
        .orElseGet(BitSet::new);
  }

  /** {@code 0-2,5} (cpuset(7), list format). */
  private static BitSet listed(String list) {
    var set = new BitSet();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      set.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
    }
    return set;
  }
}
