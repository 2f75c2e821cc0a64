package duet.lab.sample;

/** How much CPU time processes have used. */
@FunctionalInterface
public interface CpuClock {

  /**
   * User and system time of all threads of the process, ended ones too, without its children. On
   * Linux what runs at this moment is counted up to its last switch or the kernel's last tick (1 to
   * 10 ms; 4 ms at HZ=250), for each running thread: a window should be hundreds of ticks long.
   *
   * @throws ProcessGoneException when there is no such process
   */
  long nanos(long pid) throws ProcessGoneException;

  /**
   * Any process may be asked for, whoever owns it. Any thread may ask; they wait for each other.
   *
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  static CpuClock ofThisMachine() {
    ProcFiles.ofThisMachine();
    return new PosixCpuClock();
  }
}
