package duet.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.sample.Metrics;
import org.junit.jupiter.api.Test;

class InsideTest {
  private static Inside parse(String exposition) {
    return new Inside(Metrics.parse(exposition));
  }

  private static Inside inside(int descriptors, int idle, int inUse, int connections) {
    return parse(
        """
        # TYPE process_open_fds gauge
        process_open_fds %d
        jvm_threads_current 20
        duet_connections %d
        duet_buffered_bytes 0
        duet_pool_connections{pool="backend",state="idle"} %d
        duet_pool_connections{pool="backend",state="in_use"} %d
        jvm_memory_used_bytes{area="heap"} 1.048576E7
        """
            .formatted(descriptors, connections, idle, inUse));
  }

  @Test
  void figuresAreReadByNameAndLabels() {
    Inside inside = inside(70, 5, 1, 2);
    assertEquals(64, inside.descriptors()); // without the pool's
    assertEquals(20, inside.threads());
    assertEquals(2, inside.connections());
    assertEquals(10 << 20, inside.heapBytes());
    assertEquals(0, inside.waitingFor("database"));
  }

  @Test
  void aFullerPoolIsNothingLeftBehind() {
    assertTrue(Remains.between(inside(70, 5, 0, 2), inside(165, 100, 0, 0), 0).areNone());
  }

  @Test
  void whatIsStillInUseIsLeftBehind() {
    assertFalse(Remains.between(inside(70, 5, 0, 0), inside(71, 5, 1, 0), 0).areNone());
    assertFalse(Remains.between(inside(70, 5, 0, 0), inside(71, 5, 0, 1), 0).areNone());
    assertFalse(Remains.between(inside(70, 5, 0, 0), inside(87, 5, 0, 0), 0).areNone());
  }

  @Test
  void bytesOfRequestsThatAreKeptAreLeftBehind() {
    assertTrue(new Remains(0, 0, 0, 0, 0, 0).areNone());
    Remains kept = new Remains(0, 0, 0, 0, 1, 0);
    assertFalse(kept.areNone());
    assertEquals(
        "0 connections, 0 requests, 1 bytes, 0 pooled in use; +0 descriptors, +0 threads",
        kept.inWords());
    assertEquals(-1, parse("").bufferedBytes());
  }
}
