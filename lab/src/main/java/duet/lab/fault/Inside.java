package duet.lab.fault;

import duet.lab.sample.Metrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;

/** What a server says of its inside, so far as a fault may change it. */
record Inside(Metrics metrics) {
  /**
   * Asks once.
   *
   * @throws IOException if there is no answer
   */
  static Inside of(InetSocketAddress admin) throws IOException {
    return new Inside(
        Metrics.read(URI.create("http://" + admin.getHostString() + ":" + admin.getPort())));
  }

  /** 0 where it says nothing of it. */
  long whole(String name) {
    return (long) metrics.value(name).orElse(0);
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
    return (long) metrics.value("duet_buffered_bytes").orElse(-1);
  }

  long pool(String pool, String state) {
    return whole("duet_pool_connections{pool=\"" + pool + "\",state=\"" + state + "\"}");
  }

  long waitingFor(String pool) {
    return whole("duet_pool_waiting{pool=\"" + pool + "\"}");
  }
}
