package duet.lab.sample;

import java.io.IOException;

/**
 * What is used of {@code /proc/PID/stat} (proc_pid_stat(5)). Times of children are those of
 * children that have ended and were waited for, theirs included.
 *
 * @param name the first 15 bytes of the command's name
 * @param startTicks when it started, in ticks since the machine did; with the pid it names one
 *     process, whoever has that pid later
 */
record ProcStat(
    long pid,
    String name,
    char state,
    long parentPid,
    long minorFaults,
    long childMinorFaults,
    long majorFaults,
    long childMajorFaults,
    long userTicks,
    long systemTicks,
    long childUserTicks,
    long childSystemTicks,
    int threads,
    long startTicks) {

  /** USER_HZ is 100 on every architecture that a JDK 25 runs on, whatever the kernel's own HZ. */
  static final long NANOS_PER_TICK = 10_000_000;

  static ProcStat of(ProcFiles files, long pid) throws ProcessGoneException {
    try {
      return parse(files.read("/proc/" + pid + "/stat"));
    } catch (IOException _) {
      throw new ProcessGoneException(pid);
    }
  }

  /** The name stands in parentheses and may hold any character, parentheses and spaces too. */
  static ProcStat parse(String line) {
    var open = line.indexOf('(');
    var close = line.lastIndexOf(')');
    if (open < 1 || close < open) {
      throw new IllegalArgumentException("must be a line of /proc/PID/stat: " + line);
    }
    // fields[0] is the third of the manual's page.
    var fields = line.substring(close + 1).strip().split(" ", -1);
    if (fields.length < 20) {
      throw new IllegalArgumentException("must have 22 fields or more: " + line);
    }
    return new ProcStat(
        Long.parseLong(line.substring(0, open).strip()),
        line.substring(open + 1, close),
        fields[0].charAt(0),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[7]),
        Long.parseLong(fields[8]),
        Long.parseLong(fields[9]),
        Long.parseLong(fields[10]),
        Long.parseLong(fields[11]),
        Long.parseLong(fields[12]),
        Long.parseLong(fields[13]),
        Long.parseLong(fields[14]),
        Integer.parseInt(fields[17]),
        Long.parseLong(fields[19]));
  }

  /**
   * It is a zombie: its parent has not waited for it. The state is that of the first thread, which
   * may end before the others.
   */
  boolean ended() {
    return (state == 'Z' || state == 'X') && threads <= 1;
  }

  ProcStat withoutChildren() {
    return new ProcStat(
        pid,
        name,
        state,
        parentPid,
        minorFaults,
        0,
        majorFaults,
        0,
        userTicks,
        systemTicks,
        0,
        0,
        threads,
        startTicks);
  }

  long userNanos() {
    return (userTicks + childUserTicks) * NANOS_PER_TICK;
  }

  long systemNanos() {
    return (systemTicks + childSystemTicks) * NANOS_PER_TICK;
  }

  long childNanos() {
    return (childUserTicks + childSystemTicks) * NANOS_PER_TICK;
  }
}
