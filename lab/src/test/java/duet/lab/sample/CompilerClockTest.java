package duet.lab.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompilerClockTest {
  private static String stat(int tid, String name, int userTicks, int systemTicks) {
    return tid
        + " ("
        + name
        + ") S 1 1 1 0 -1 4194560 10 0 0 0 "
        + userTicks
        + " "
        + systemTicks
        + " 0 0 20 0 4 0 100 0 0";
  }

  @Test
  void theTimeOfTheCompilersIsThatOfTheirThreadsAlone() {
    Map<String, String> files =
        Map.of(
            "/proc/7/task", "7\n8\n9\n10\n",
            "/proc/7/task/7/stat", stat(7, "java", 500, 100),
            "/proc/7/task/8/stat", stat(8, "C2 CompilerThre", 30, 2),
            "/proc/7/task/9/stat", stat(9, "C1 CompilerThre", 10, 1));
    var clock =
        new CompilerClock(
            path -> {
              String text = files.get(path);
              if (text == null) {
                throw new IOException("no such file: " + path); // thread 10 has just ended
              }
              return text;
            },
            7);
    assertEquals(430_000_000, clock.nanos());
  }

  @Test
  void aProcessThatIsGoneHasNone() {
    assertEquals(
        0,
        new CompilerClock(
                path -> {
                  throw new IOException(path);
                },
                7)
            .nanos());
  }

  @Test
  void thisJvmHasCompiled() {
    assertTrue(CompilerClock.of(ProcessHandle.current().pid()).nanos() > 0);
  }
}
