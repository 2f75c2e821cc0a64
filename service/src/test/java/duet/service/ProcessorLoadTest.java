package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessorLoadTest {
  private static final String BEHIND = "intr 123 0 0\nctxt 7\nprocesses 2\n";

  private final Map<String, String> files = new HashMap<>();

  private ProcessorLoad load() {
    return new ProcessorLoad(this::read, () -> 3);
  }

  private String read(Path file) throws FileNotFoundException {
    String text = files.get(file.toString());
    if (text == null) {
      throw new FileNotFoundException();
    }
    return text;
  }

  private void allowed(String list) {
    files.put(
        "/proc/self/status", "Name:\tjava\nCpus_allowed:\tf\nCpus_allowed_list:\t" + list + "\n");
  }

  private void stat(String... processors) {
    files.put(
        "/proc/stat", "cpu  9 9 9 9 9 9 9 9 0 0\n" + String.join("\n", processors) + "\n" + BEHIND);
  }

  @Test
  void onlyProcessorsThatTheProcessMayUseCount() {
    allowed("0,2-3");
    stat(
        "cpu0 0 0 0 0 0 0 0 0 0 0",
        "cpu1 0 0 0 0 0 0 0 0 0 0",
        "cpu2 0 0 0 0 0 0 0 0 0 0",
        "cpu3 0 0 0 0 0 0 0 0 0 0");
    ProcessorLoad load = load();
    // 25 ticks each: all of cpu0 busy, half of cpu2 and cpu3 in the end; cpu1 is others' alone.
    stat(
        "cpu0 10 5 5 0 0 2 2 1 0 0",
        "cpu1 0 0 0 25 0 0 0 0 0 0",
        "cpu2 0 0 5 10 10 0 0 0 0 0",
        "cpu3 20 0 0 5 0 0 0 0 0 0");
    assertEquals(50.0 / 75, load.getAsDouble(), 1e-9);
  }

  @Test
  void itIsTheShareSinceItWasAskedLast() {
    allowed("0");
    stat("cpu0 1000 0 0 1000 0 0 0 0 0 0");
    ProcessorLoad load = load();
    stat("cpu0 1010 0 0 1000 0 0 0 0 0 0");
    assertEquals(1, load.getAsDouble());
    stat("cpu0 1010 0 0 1010 0 0 0 0 0 0");
    assertEquals(0, load.getAsDouble());
  }

  @Test
  void itStaysWhatItWasWhileThereIsNothingNew() {
    allowed("0");
    stat("cpu0 0 0 0 0 0 0 0 0 0 0");
    ProcessorLoad load = load();
    stat("cpu0 3 0 0 1 0 0 0 0 0 0");
    assertEquals(0.75, load.getAsDouble());
    assertEquals(0.75, load.getAsDouble());
  }

  @Test
  void itIsNothingWhereItCannotBeAsked() {
    allowed("0");
    stat("cpu0 0 0 0 0 0 0 0 0 0 0");
    ProcessorLoad load = load();
    files.remove("/proc/stat");
    assertEquals(0, load.getAsDouble());
    files.put("/proc/stat", "cpu0 who knows\n");
    assertEquals(0, load.getAsDouble());
    stat("cpu0 3 0 0 1 0 0 0 0 0 0");
    assertEquals(0.75, load.getAsDouble());
  }

  @Test
  void aProcessThatIsPinnedLaterIsOfThatProcessorFromThenOn() {
    allowed("0-3");
    stat("cpu0 0 0 0 0 0 0 0 0 0 0", "cpu1 0 0 0 0 0 0 0 0 0 0");
    ProcessorLoad load = load();
    allowed("1");
    stat("cpu0 9 0 0 1 0 0 0 0 0 0", "cpu1 9 0 0 1 0 0 0 0 0 0");
    assertEquals(0, load.getAsDouble());
    stat("cpu0 9 0 0 9 0 0 0 0 0 0", "cpu1 12 0 0 2 0 0 0 0 0 0");
    assertEquals(0.75, load.getAsDouble());
  }

  @Test
  void timesOfOneAreNotTakenForThoseOfAnotherThatCouldNotBeRead() {
    allowed("0");
    stat("cpu0 0 0 0 0 0 0 0 0 0 0", "cpu1 0 0 0 900 0 0 0 0 0 0");
    ProcessorLoad load = load();
    allowed("1");
    files.remove("/proc/stat");
    assertEquals(0, load.getAsDouble());
    stat("cpu0 9 0 0 9 0 0 0 0 0 0", "cpu1 90 0 0 910 0 0 0 0 0 0");
    assertEquals(0, load.getAsDouble());
  }

  @Test
  void itIsNothingWhereTheProcessMayUseAShareOfThemOnly() {
    allowed("0-3");
    stat("cpu0 0 0 0 0 0 0 0 0 0 0");
    ProcessorLoad load = load();
    stat("cpu0 9 0 0 0 0 0 0 0 0 0");
    assertEquals(0, load.getAsDouble());
  }

  @Test
  void whereTheKernelDoesNotTellItIsNothing() {
    assertEquals(0, load().getAsDouble());
    allowed("who knows");
    assertEquals(0, load().getAsDouble());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisMachineHasOne() {
    var load =
        new ProcessorLoad(
            file -> Files.readString(file, StandardCharsets.ISO_8859_1), () -> Integer.MAX_VALUE);
    long end = System.nanoTime() + 200_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertTrue(load.getAsDouble() > 0);
  }
}
