package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import duet.lab.plan.Arm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PortOwnerTest {
  private static Arm.Visited mine(int port, long pid) {
    return new Arm.Visited("mine", URI.create("http://127.0.0.1:" + port), pid);
  }

  private static @Nullable String refused(int port, long pid) {
    return assertThrows(IOException.class, () -> PortOwner.check(mine(port, pid))).getMessage();
  }

  @Test
  void aProcessThatListensOnThePortIsTheServer() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertDoesNotThrow(
          () -> PortOwner.check(mine(socket.getLocalPort(), ProcessHandle.current().pid())));
    }
  }

  @Test
  void oneThatDoesNotIsRefusedAndOneThatIsGoneToo() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      assertEquals(
          "mine: process %d and those it started do not listen on port %d, process %d does"
              .formatted(other.pid(), port, ProcessHandle.current().pid()),
          refused(port, other.pid()));
      other.destroyForcibly().waitFor();
      assertEquals("mine: there is no process " + other.pid(), refused(port, other.pid()));
    } finally {
      other.destroyForcibly();
    }
  }
}
