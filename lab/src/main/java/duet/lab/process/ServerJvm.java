package duet.lab.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program of the laboratory as an arm's JVM runs. */
public final class ServerJvm {
  private ServerJvm() {}

  /**
   * What it printed: with the options of the servers' JVMs, on the servers' processors.
   *
   * @param home the tree whose options they are
   * @param arguments of the JVM, the class to be run the last or followed by its own
   * @throws IOException in one line, if it fails
   */
  public static String printed(Path home, String processors, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = Launch.on(processors);
    command.add(Launch.java());
    command.add("@" + home.resolve("service/jvm.options"));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(arguments);
    try (var children = new Children()) {
      Process process =
          children.add(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new IOException(arguments.getLast() + " ended with exit code " + exitCode);
      }
      return printed;
    }
  }
}
