package duet.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerJvmTest {
  @Test
  void theLastOfSeveralHeapsCounts() throws IOException {
    List<String> file = List.of("# -Xmx1g is too much", "-Xms64m", "-Xmx288m", "-XX:+UseSerialGC");

    assertEquals(288 << 20, ServerJvm.maxHeapBytes(file, List.of("-Xms16m")));
    assertEquals(1 << 30, ServerJvm.maxHeapBytes(file, List.of("-Xmx64k", "-Xmx1G")));
    assertEquals(4096, ServerJvm.maxHeapBytes(List.of(), List.of("-Xmx4096")));
  }

  @Test
  void aHeapThatNoOptionSaysIsAMistake() {
    var mistake =
        assertThrows(
            IOException.class, () -> ServerJvm.maxHeapBytes(List.of("-Xms64m"), List.of()));

    assertEquals("service/jvm.options must have -Xmx", mistake.getMessage());
  }
}
