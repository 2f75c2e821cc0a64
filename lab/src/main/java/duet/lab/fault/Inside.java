package duet.lab.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a server says of its inside at {@code /metrics} of its admin port.
 *
 * @param values by name and labels, as they are written
 */
record Inside(Map<String, Double> values) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Copies. */
  Inside {
    values = Map.copyOf(values);
  }

  /**
   * Asks once.
   *
   * @throws IOException if there is no answer
   */
  static Inside of(InetSocketAddress admin) throws IOException {
    Reply reply = Caller.once(admin, PATIENCE, "/metrics");
    if (!reply.isGood()) {
      throw new IOException("no figures of the server: " + reply.inWords());
    }
    return parse(reply.body());
  }

  /** Of Prometheus' text format. */
  static Inside parse(String exposition) {
    var values = new HashMap<String, Double>();
    exposition
        .lines()
        .filter(line -> !line.startsWith("#") && line.contains(" "))
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
            });
    return new Inside(values);
  }

  /** 0 where it says nothing of it. */
  long whole(String name) {
    return values.getOrDefault(name, 0.0).longValue();
  }

  /** Without those of pooled connections, which may be kept for a while. */
  long descriptors() {
    return whole("process_open_fds") - pooled("database") - pooled("backend");
  }

  private long pooled(String pool) {
    return pool(pool, "idle") + pool(pool, "in_use");
  }

  long threads() {
    return whole("jvm_threads_current");
  }

  long heapBytes() {
    return whole("jvm_memory_used_bytes{area=\"heap\"}");
  }

  long residentBytes() {
    return whole("process_resident_memory_bytes");
  }

  long connections() {
    return whole("duet_connections");
  }

  long requestsUnderWay() {
    return whole("duet_requests_in_flight");
  }

  /** Kept of requests; -1 where it does not say. */
  long bufferedBytes() {
    return values.getOrDefault("duet_buffered_bytes", -1.0).longValue();
  }

  long pool(String pool, String state) {
    return whole("duet_pool_connections{pool=\"" + pool + "\",state=\"" + state + "\"}");
  }

  long waitingFor(String pool) {
    return whole("duet_pool_waiting{pool=\"" + pool + "\"}");
  }
}
