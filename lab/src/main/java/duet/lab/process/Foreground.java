package duet.lab.process;

import duet.lab.plan.Arm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Programs that have the terminal for as long as they run. */
public final class Foreground {
  private static final String FUZZ = "duet.contract.fuzz.Fuzz";
  private static final String VERIFY = "duet.contract.Verify";

  private Foreground() {}

  /**
   * Runs a server until it is stopped.
   *
   * @return its exit code
   * @param started hears the number of its process
   * @throws IOException in one line, if it cannot be started
   */
  public static int serve(Arm.Ours arm, Path home, List<String> settings, LongConsumer started)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Launch.java()));
    command.add("@" + home.resolve(ServerJvm.OPTIONS));
    command.addAll(arm.jvmOptions());
    command.addAll(List.of("-classpath", Launch.classPath(home, arm.program().key())));
    command.addAll(List.of(arm.program().mainClass(), "--with-parent"));
    command.addAll(arm.flags());
    command.addAll(settings);
    return run(command, home, started);
  }

  /**
   * Runs the contract suite against a server.
   *
   * @param arguments the URL, and {@code --quick} for the part that takes seconds
   * @return 0 if the server keeps the contract, 1 if not, 2 if the URL is none
   * @throws IOException in one line, if it cannot be started
   */
  public static int verify(Path home, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Launch.java()));
    command.addAll(List.of("-classpath", Launch.classPath(home, "contract"), VERIFY));
    command.addAll(arguments);
    return run(command, home, _ -> {});
  }

  /**
   * Says broken requests to servers.
   *
   * @param arguments as {@code duet.contract.fuzz.Fuzz} takes them
   * @return 0 if nothing was found, 1 if something was, 2 if it was called wrongly
   * @throws IOException in one line, if it cannot be started
   */
  public static int fuzz(Path home, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Launch.java(), "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-classpath", Launch.classPath(home, "contract"), FUZZ));
    command.addAll(arguments);
    return run(command, home, _ -> {});
  }

  private static int run(List<String> command, Path home, LongConsumer started)
      throws IOException, InterruptedException {
    try (var children = new Children()) {
      Process process =
          children.add(new ProcessBuilder(command).directory(home.toFile()).inheritIO().start());
      started.accept(process.pid());
      int exitCode = process.waitFor();
      children.stop(process);
      return exitCode;
    }
  }
}
