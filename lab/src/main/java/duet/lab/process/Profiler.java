package duet.lab.process;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * async-profiler, loaded into an arm's JVM while it is under load. What it samples it also slows
 * down, so a profiled run is never a trial.
 */
final class Profiler {
  /**
   * CPU time, a sample each millisecond of it; threads by name, so that carriers and event loops
   * can be told apart.
   */
  private static final String START = "start,event=cpu,interval=1ms,threads";

  private final Path library;

  private Profiler(Path library) {
    this.library = library;
  }

  /**
   * Unpacks the library.
   *
   * @param folder an existing one
   * @throws IOException in one line, if there is none for this machine
   */
  static Profiler unpack(Path folder) throws IOException {
    String resource = "/" + platform() + "/libasyncProfiler.so";
    try (InputStream in = Profiler.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is no profiler for this machine: --profile needs Linux");
      }
      Path library = folder.resolve("libasyncProfiler.so");
      Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
      return new Profiler(library);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x64";
    return system.startsWith("linux") ? "linux-" + machine : "none";
  }

  void start(long pid) throws IOException {
    command(pid, START);
  }

  /** Writes the flame graph, a page that needs no other. */
  void stop(long pid, String title, Path file) throws IOException {
    command(pid, "stop,flamegraph,title=" + title + ",file=" + file.toAbsolutePath());
  }

  private void command(long pid, String command) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgentPath(library.toAbsolutePath().toString(), command);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IOException("process " + pid + " cannot be profiled: " + e.getMessage());
    }
  }
}
