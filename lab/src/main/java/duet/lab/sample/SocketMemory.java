package duet.lab.sample;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this machine's kernel keeps for TCP connections, which is no part of any process's resident
 * memory ({@code /proc/net/sockstat}, tcp(7)).
 */
public final class SocketMemory {
  private static final Pattern PAGES = Pattern.compile("TCP:.* mem ([0-9]+)");

  /** Of every processor that Java runs on with Linux, but for some kernels of 64-bit ARM. */
  private static final long PAGE_BYTES = 4096;

  private SocketMemory() {}

  /**
   * As it is now.
   *
   * @throws IOException where the kernel does not tell
   * @throws UnsupportedOperationException anywhere but on Linux
   */
  public static long bytes() throws IOException {
    return bytes(ProcFiles.ofThisMachine());
  }

  static long bytes(ProcFiles files) throws IOException {
    Matcher pages = PAGES.matcher(files.read("/proc/net/sockstat"));
    if (!pages.find()) {
      throw new IOException("the kernel does not tell what it keeps for connections");
    }
    return Long.parseLong(pages.group(1)) * PAGE_BYTES;
  }
}
