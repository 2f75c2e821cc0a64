package duet.lab.sample;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a measurement is made.
 *
 * @param kernel its release
 * @param jdk of the lab itself
 * @param quotaProcessors how many processors' time the control group may use; empty without a limit
 * @param loadAverage tasks that ran or wanted to, over the last minute
 * @param stealShare part of the time, from 0 to 1, in which the hypervisor kept the processors for
 *     others while all of them were wanted
 * @param neighbours processes not our own that used more than 1 % of a processor, the busiest first
 */
public record Machine(
    Processor processor,
    OptionalDouble quotaProcessors,
    Memory memory,
    String kernel,
    String jdk,
    Timer timer,
    Limits limits,
    double loadAverage,
    double stealShare,
    List<Neighbour> neighbours) {

  public Machine {
    neighbours = List.copyOf(neighbours);
  }

  /**
   * Reads it all in about twice {@code look}: for one {@code look} it watches what the others do,
   * for another it keeps every processor busy, because only what wants a processor can be stolen
   * it.
   *
   * @throws UnsupportedOperationException anywhere but on Linux
   * @throws InterruptedException when interrupted while it looks
   */
  public static Machine read(Duration look) throws InterruptedException {
    return new MachineReader(ProcFiles.ofThisMachine(), CpuClock.ofThisMachine()).read(look);
  }

  /**
   * The processors.
   *
   * @param allowed those that this process may use, by number
   * @param online all that run, ours or not
   * @param cores the allowed, those together that share a core
   * @param virtual whether a hypervisor says that it is there
   */
  public record Processor(
      String model,
      SortedSet<Integer> allowed,
      int online,
      List<SortedSet<Integer>> cores,
      boolean virtual,
      Frequency frequency) {
    public Processor {
      allowed = Collections.unmodifiableSortedSet(new TreeSet<>(allowed));
      cores = List.copyOf(cores);
      if (allowed.isEmpty() || cores.isEmpty()) {
        throw new IllegalArgumentException(
            "must not be empty: allowed=%s cores=%s".formatted(allowed, cores));
      }
    }
  }

  /**
   * Of the first processor that may be used.
   *
   * @param nowMegahertz as the kernel says; in a virtual machine often a constant that means
   *     nothing
   * @param governor who decides about it; empty where the kernel has no say, as in most virtual
   *     machines
   * @param leastMegahertz and {@code mostMegahertz}: the bounds set for the governor
   * @param boost whether it may go beyond for a while; empty where that is not said
   */
  public record Frequency(
      OptionalDouble nowMegahertz,
      Optional<String> governor,
      OptionalDouble leastMegahertz,
      OptionalDouble mostMegahertz,
      Optional<Boolean> boost) {

    /** Whether the kernel has a say in it. */
    public boolean known() {
      return governor.isPresent();
    }

    /** Whether it stays what it is, as far as the kernel can say. */
    public boolean fixed() {
      var oneValue = leastMegahertz.isPresent() && leastMegahertz.equals(mostMegahertz);
      var highest = governor.filter("performance"::equals).isPresent();
      return (oneValue || highest) && boost.filter(it -> !it).isPresent();
    }
  }

  /**
   * The memory.
   *
   * @param availableBytes what could be had without swapping
   * @param hugePages of {@code always}, {@code madvise}, {@code never}; empty where there are none
   */
  public record Memory(long totalBytes, long availableBytes, String hugePages) {}

  /**
   * Clock and sleep, as measured.
   *
   * @param clockSource of the kernel
   * @param stepNanos between two readings of {@link System#nanoTime()} that differ, the median
   * @param parkMedianNanos how much longer than asked for a sleep of 150 µs lasted
   */
  public record Timer(
      String clockSource, long stepNanos, long parkMedianNanos, long parkP99Nanos) {}

  /**
   * What the kernel allows.
   *
   * @param openFiles for this process and those that it starts
   * @param firstPort of those that a client's end of a connection may have, {@code lastPort}
   *     included
   * @param twReuse whether a port whose connection was closed less than 60 s ago may be taken
   *     again: 0 no, 1 yes, 2 within the machine
   * @param backlog most connections that may wait to be accepted, whatever a server asks for
   */
  public record Limits(long openFiles, int firstPort, int lastPort, int twReuse, int backlog) {
    public int ports() {
      return lastPort - firstPort + 1;
    }
  }

  /**
   * Another's process.
   *
   * @param name the first 15 bytes of it
   * @param processors how many it kept busy: 0.01 is one per cent of one
   */
  public record Neighbour(String name, long pid, double processors) {}
}
