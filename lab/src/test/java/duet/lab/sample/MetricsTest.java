package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void aSampleHasItsNameWithItsLabels() throws Exception {
    Metrics samples =
        Metrics.parse(
            "# TYPE duet_connections gauge\nduet_connections 3\n"
                + "duet_clients_cut_off_total{for=\"head\"} 1000\njvm_memory_used_bytes{area=\"heap\"} 1.5E7\n");

    assertEquals(3, samples.whole("duet_connections"));
    assertEquals(1000, samples.whole("duet_clients_cut_off_total{for=\"head\"}"));
    assertEquals(15_000_000, samples.whole("jvm_memory_used_bytes{area=\"heap\"}"));
    assertEquals(
        "the server has no figure duet_nothing",
        assertThrows(IOException.class, () -> samples.whole("duet_nothing")).getMessage());
  }

  @Test
  void whatTheKernelKeepsForConnectionsIsCountedInPages() throws Exception {
    var files =
        new InventedFiles()
            .with(
                "/proc/net/sockstat",
                "sockets: used 137\nTCP: inuse 38 orphan 0 tw 1719 alloc 95 mem 25\nUDP: inuse 0 mem 3\n");

    assertEquals(25 * 4096, SocketMemory.bytes(files));
  }
}
