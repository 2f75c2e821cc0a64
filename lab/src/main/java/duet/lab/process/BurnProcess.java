package duet.lab.process;

import duet.lab.trust.Burn;
import duet.lab.trust.Calibration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link Calibration} as an arm's JVM runs. */
public final class BurnProcess {
  private BurnProcess() {}

  /**
   * CPU nanoseconds of a call.
   *
   * @param median over rounds
   * @param least of them
   * @param greatest of them
   */
  public record Nanos(double median, double least, double greatest) {}

  /**
   * With the options of the servers' JVMs, on the servers' processors; takes about two seconds.
   *
   * @param home the tree whose options they are
   * @throws IOException in one line, if it fails
   */
  public static Nanos measure(Path home, String processors, int iterations)
      throws IOException, InterruptedException {
    List<String> command = Launch.on(processors);
    command.add(Launch.java());
    command.add("@" + home.resolve("service/jvm.options"));
    command.add("-D" + Burn.ITERATIONS_PROPERTY + "=" + iterations);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(Calibration.class.getName());
    try (var children = new Children()) {
      Process process =
          children.add(
              new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String[] words = printed.split(" ", -1);
      if (process.waitFor() != 0 || words.length != 4 || !words[0].equals("nanos")) {
        throw new IOException("what the cost costs could not be measured: '" + printed + "'");
      }
      return new Nanos(
          Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
    }
  }
}
