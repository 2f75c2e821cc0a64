package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
  private static final String PORTS = "/proc/sys/net/ipv4/ip_local_port_range";
  private final ProcFiles files = ProcFiles.ofThisMachine();

  @Test
  void aSettingIsReadWhole() throws IOException {
    try (var cat = Child.shell("cat " + PORTS + "; read x")) {
      cat.says(files.read(PORTS).strip());
    }
  }

  @Test
  void aTextOfManyPagesIsReadWhole() throws IOException {
    var maps = files.read("/proc/self/smaps");
    assertTrue(maps.length() > 3 * ProcFiles.FIRST_READ_BYTES, "characters: " + maps.length());
    assertTrue(maps.endsWith("\n"));
  }

  @Test
  void aFolderIsItsNames() throws IOException {
    assertEquals(
        List.of("7316", "7863", "7864", "7865"),
        InventedFiles.captured("nginx").read("/proc").lines().sorted().toList());
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertThrows(IOException.class, () -> files.read("/proc/none"));
  }

  @Test
  void elsewhereThanOnLinuxItIsSaidWhatIsMissing() {
    var thrown = assertThrows(UnsupportedOperationException.class, () -> ProcFiles.of("Mac OS X"));
    assertEquals(
        "processes are measured on Linux alone, by its /proc: this system is Mac OS X",
        thrown.getMessage());
  }
}
