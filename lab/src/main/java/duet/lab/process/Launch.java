package duet.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM of this project is started on processors of its own. */
final class Launch {
  private static final String TASKSET = "taskset";

  private Launch() {}

  /** Whether processes can be pinned here. */
  static boolean canPin() {
    return isInPath(TASKSET);
  }

  /** Whether there is a program of this name to be had. */
  static boolean isInPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** The begin of a command: pinned, if there are processors to be pinned to. */
  static List<String> on(String processors) {
    return processors.isEmpty()
        ? new ArrayList<>()
        : new ArrayList<>(List.of(TASKSET, "-c", processors));
  }

  /** The JVM that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The class path of a module as it has been built.
   *
   * @throws IOException in one line, if it has not been
   */
  static String classPath(Path home, String module) throws IOException {
    Path target = home.resolve(module).resolve("target");
    Path file = target.resolve("classpath");
    if (!Files.isReadable(file)) {
      throw new IOException(module + " is not built: run mvn process-classes at " + home);
    }
    return target.resolve("classes") + ":" + Files.readString(file).strip();
  }
}
