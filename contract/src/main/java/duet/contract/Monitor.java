package duet.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

/** What a server tells of itself on its admin port. */
final class Monitor {
  private static final String BUFFERED = "duet_buffered_bytes";

  private Monitor() {}

  /** It shows this line now. */
  static void assertLine(StartedServer server, String line) throws IOException {
    String metrics = metrics(server);
    assertTrue(metrics.contains("\n" + line + "\n"), () -> line + " is not in " + metrics);
  }

  /** It shows this line soon. */
  static void awaitLine(StartedServer server, String line) throws Exception {
    PostgresProcess.becomesTrue(() -> metrics(server).contains("\n" + line + "\n"));
  }

  /** It soon keeps so many bytes of requests. */
  static void awaitBuffered(StartedServer server, int least) throws Exception {
    PostgresProcess.becomesTrue(() -> figure(server, BUFFERED) >= least);
  }

  /**
   * What it shows now.
   *
   * @param sample name and labels of the only one that begins so
   */
  static double figure(StartedServer server, String sample) throws IOException {
    return metrics(server)
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String metrics(StartedServer server) throws IOException {
    try (Wire monitor = Wire.to(server.admin().orElseThrow())) {
      return monitor.send(Served.last("GET", "/metrics")).answer().body();
    }
  }
}
