package duet.lab.sample;

/** The process that was to be read, or one of its tree, has ended or never was. */
public final class ProcessGoneException extends Exception {
  private static final long serialVersionUID = 1;

  private final long pid;

  ProcessGoneException(long pid) {
    this(pid, "process " + pid + " is gone");
  }

  private ProcessGoneException(long pid, String message) {
    super(message);
    this.pid = pid;
  }

  static ProcessGoneException lost(long nanos) {
    return new ProcessGoneException(
        0,
        "a process of its tree ended and nobody waited for it: %.3f s of CPU time went lost"
            .formatted(nanos / 1e9));
  }

  static ProcessGoneException replaced(long pid) {
    return new ProcessGoneException(
        pid, "process " + pid + " is gone, its number is another's now");
  }

  public long pid() {
    return pid;
  }
}
