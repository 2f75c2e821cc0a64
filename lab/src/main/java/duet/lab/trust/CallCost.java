package duet.lab.trust;

import duet.lab.process.ServerJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a call of {@link Burn#work()} costs, in CPU nanoseconds.
 *
 * @param median over rounds
 * @param least of them
 * @param greatest of them
 */
public record CallCost(double median, double least, double greatest) {
  /**
   * By {@link Calibration}, as an arm's JVM runs, on the servers' processors; takes about two
   * seconds.
   *
   * @param home the tree whose options the JVM gets
   * @throws IOException in one line, if it fails
   */
  public static CallCost measure(Path home, String processors, int iterations)
      throws IOException, InterruptedException {
    return of(
        ServerJvm.printed(
            home,
            processors,
            List.of(
                "-D" + Burn.ITERATIONS_PROPERTY + "=" + iterations, Calibration.class.getName())));
  }

  /** What {@link Calibration} printed. */
  static CallCost of(String printed) throws IOException {
    String[] words = printed.strip().split(" ", -1);
    if (words.length != 4 || !words[0].equals("nanos")) {
      throw new IOException("what the cost costs could not be measured: '" + printed.strip() + "'");
    }
    return new CallCost(
        Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
  }
}
