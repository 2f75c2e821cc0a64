package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TcpTableTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

  @Test
  void theClientsSideOfEachConnectionToThePortIsFound() throws Exception {
    var files =
        new InventedFiles()
            .with(
                "/proc/net/tcp",
                HEAD
                    + "   0: 0100007F:B4A0 00000000:0000 0A 00000000:00000000 00:00000000\n"
                    + "   1: 0100007F:B4A0 0100007F:8001 01 00000000:00000000 00:00000000\n"
                    + "   2: 0100007F:8001 0100007F:B4A0 01 00000000:00000000 00:00000000\n"
                    + "   3: 0100007F:8002 0100007F:B4A0 08 00000000:00000000 00:00000000\n"
                    + "   4: 0100007F:8003 0100007F:1F90 01 00000000:00000000 00:00000000\n")
            .with(
                "/proc/net/tcp6",
                HEAD
                    + "   0: 0000000000000000FFFF00000100007F:8004"
                    + " 0000000000000000FFFF00000100007F:B4A0 06 00000000:00000000");

    TcpTable table = TcpTable.to(files, 0xB4A0);

    assertEquals(
        Map.of(
            0x8001,
            TcpTable.State.ESTABLISHED,
            0x8002,
            TcpTable.State.CLOSE_WAIT,
            0x8004,
            TcpTable.State.OTHER),
        table.states());
    assertNull(table.of(0x8003));
  }
}
