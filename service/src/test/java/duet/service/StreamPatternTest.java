package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamPatternTest {

  @Test
  void theBlockGoesOnWhereItBegan() {
    byte[] block = StreamPattern.block();
    assertEquals(65_511, block.length);
    assertEquals(0, block.length % 251);
    for (int i = 0; i < block.length; i++) {
      assertEquals((byte) (i % 251), block[i]);
    }
  }

  @Test
  void http11GetsChunksAndHttp10ALength() {
    assertEquals(
        Map.of("Content-Type", "application/octet-stream", "Transfer-Encoding", "chunked"),
        StreamPattern.head(7, true).fields());
    assertEquals(
        Map.of("Content-Type", "application/octet-stream", "Content-Length", "7"),
        StreamPattern.head(7, false).fields());
    assertEquals("0", StreamPattern.head(0, true).fields().get("Content-Length"));
  }
}
