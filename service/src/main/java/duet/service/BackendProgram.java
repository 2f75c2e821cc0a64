package duet.service;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The program of the embedded backend, as built in this checkout. It runs as a process of its own
 * that outlives the server which started it, if another server uses it.
 *
 * @param home the project's top folder
 * @param run where the servers that share a backend find it
 */
record BackendProgram(Path home, Path run) {
  private static final String CLASS_PATH = "backend/target/classpath";
  private static final long LARGEST_LOG = 1 << 20;

  /**
   * Ctrl-C in one server's terminal must not stop what the other uses, so the program ignores it (a
   * JVM goes on ignoring what it was started to ignore) and has a session of its own where there is
   * a command for it.
   */
  private static final String APART =
      """
      trap "" INT HUP
      if command -v setsid >/dev/null; then exec setsid "$@"; fi
      exec "$@"
      """;

  /**
   * The program as built in this checkout.
   *
   * @throws IOException in one line, if it has not been built there
   */
  static BackendProgram find() throws IOException {
    Path home =
        Checkout.home()
            .orElseThrow(
                () ->
                    new IOException(
                        "the embedded backend is not built: run mvn compile at the project's top"
                            + " folder, or name that folder in DUET_HOME"));
    if (!Files.isReadable(home.resolve(CLASS_PATH))) {
      throw new IOException(
          "the embedded backend is not built in " + home + ": run mvn compile there");
    }
    return new BackendProgram(home, home.resolve("backend/target/run"));
  }

  /** Holds the URL of the running backend's lease. */
  Path address() {
    return run.resolve("address");
  }

  Path log() {
    return run.resolve("backend.log");
  }

  /**
   * Starts it; if one runs in the same folder already, the new one ends by itself.
   *
   * @throws IOException if there is no such program or no process can be made
   */
  Process start() throws IOException {
    Files.createDirectories(run);
    if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG) {
      Files.delete(log());
    }
    // Files, as an inherited pipe would keep whoever reads from this server waiting for its end.
    return new ProcessBuilder(command())
        .directory(home.toFile())
        .redirectInput(new File(windows() ? "NUL" : "/dev/null"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .redirectErrorStream(true)
        .start();
  }

  private List<String> command() throws IOException {
    var command = new ArrayList<String>();
    if (!windows()) {
      command.addAll(List.of("sh", "-c", APART, "backend"));
    }
    Path target = home.resolve("backend/target");
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-classpath",
            target.resolve("classes")
                + File.pathSeparator
                + Files.readString(home.resolve(CLASS_PATH)).strip(),
            "duet.backend.Main",
            "--run=" + run,
            "--binaries=" + target.resolve("postgresql")));
    return command;
  }

  private static boolean windows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}
