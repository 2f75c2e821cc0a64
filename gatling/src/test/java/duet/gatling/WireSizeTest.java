package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireSizeTest {

  /**
   * The contract's own count, byte by byte: 122 for the answer to GET / on a connection that
   * closes.
   */
  @Test
  void theAnswerToGetSlashIs122Bytes() {
    var fields =
        List.of(
            Map.entry("Connection", "close"),
            Map.entry("Content-Length", "2"),
            Map.entry("Content-Type", "text/plain"),
            Map.entry("Date", "Sun, 06 Nov 1994 08:49:37 GMT"));
    assertEquals(new WireSize(122, true), WireSize.of("OK", fields, 2));
  }

  @Test
  void anAnswerWithoutContentLengthIsReconstructed() {
    String wire = "HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\nabc";
    assertEquals(
        new WireSize(wire.length(), false),
        WireSize.of("Not Found", List.of(Map.entry("transfer-encoding", "chunked")), 3));
  }
}
