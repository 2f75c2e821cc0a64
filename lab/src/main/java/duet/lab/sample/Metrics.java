package duet.lab.sample;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that an arm says of itself at {@code /metrics} of its admin port, at one moment.
 *
 * @param values by the sample's name with its labels, {@code
 *     duet_clients_cut_off_total{for="head"}}
 */
public record Metrics(Map<String, Double> values) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Copies. */
  public Metrics {
    values = Map.copyOf(values);
  }

  /**
   * Asks once, in the caller's thread.
   *
   * @param admin the base URL of the admin port
   * @throws IOException when there is no answer within ten seconds
   */
  public static Metrics read(URI admin) throws IOException {
    return parse(
        AdminPage.read(admin, "/metrics", PATIENCE)
            .orElseThrow(() -> new IOException("there are no metrics at " + admin)));
  }

  /** Of Prometheus' text format. */
  public static Metrics parse(String exposition) {
    var values = new LinkedHashMap<String, Double>();
    for (String line : exposition.split("\n", -1)) {
      int blank = line.lastIndexOf(' ');
      if (blank > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
      }
    }
    return new Metrics(values);
  }

  /** One of them; empty where there is none. */
  public OptionalDouble value(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * One of them.
   *
   * @throws IOException in one line, where there is none
   */
  public long whole(String name) throws IOException {
    return (long)
        value(name).orElseThrow(() -> new IOException("the server has no figure " + name));
  }
}
