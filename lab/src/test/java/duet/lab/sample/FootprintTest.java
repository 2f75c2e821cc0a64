package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FootprintTest {
  @Test
  void itIsReadFromTheKernelsFiles() throws Exception {
    var files =
        new InventedFiles()
            .with(
                "/proc/7/status",
                "Name:\tjava\nVmHWM:\t    4096 kB\nVmRSS:\t    2048 kB\nThreads:\t21\n")
            .with("/proc/7/fd", "0\n1\n2\n17");

    assertEquals(new Footprint(4, 21, 2_097_152, 4_194_304), Footprint.of(files, 7));
  }

  @Test
  void aProcessThatHasEndedHasNone() {
    assertThrows(ProcessGoneException.class, () -> Footprint.of(new InventedFiles(), 7));
  }
}
