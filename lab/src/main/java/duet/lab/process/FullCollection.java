package duet.lab.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A garbage collection of another JVM, so that its heap holds what is reachable and no more: {@code
 * jcmd PID GC.run} of the JDK that runs the laboratory.
 */
public final class FullCollection {
  private static final long MOST_SECONDS = 30;

  private FullCollection() {}

  /**
   * Returns when it is done.
   *
   * @throws IOException in one line, if it cannot be asked for
   */
  public static void of(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      throw new IOException("the laboratory needs a JDK, not only a JRE: there is no jcmd");
    }
    Process process =
        new ProcessBuilder(List.of(jcmd.toString(), Long.toString(pid), "GC.run"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("process " + pid + " does not collect its garbage when told to");
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
