package duet.lab.sample;

import java.util.Optional;

/**
 * What a process holds at one moment, itself alone; its owner may ask.
 *
 * @param descriptors open files, sockets included
 * @param threads platform threads
 * @param rssBytes resident memory
 */
public record Footprint(int descriptors, int threads, long rssBytes) {
  /**
   * As it is now.
   *
   * @throws ProcessGoneException when there is no such process, or it may not be looked at
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static Footprint of(long pid) throws ProcessGoneException {
    return of(ProcFiles.ofThisMachine(), pid);
  }

  static Footprint of(ProcFiles files, long pid) throws ProcessGoneException {
    String status = read(files, pid, "status");
    String descriptors = read(files, pid, "fd");
    return new Footprint(
        descriptors.isEmpty() ? 0 : (int) descriptors.lines().count(),
        (int) ProcText.count(status, "Threads"),
        ProcText.bytes(status, "VmRSS"));
  }

  private static String read(ProcFiles files, long pid, String name) throws ProcessGoneException {
    Optional<String> text = ProcText.text(files, "/proc/" + pid + "/" + name);
    return text.orElseThrow(() -> new ProcessGoneException(pid));
  }
}
