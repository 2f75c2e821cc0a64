package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own, as an agent is. */
class CostAgentTest {
  private static final String TINY = Tiny.class.getName();

  @TempDir private Path folder;

  @BeforeEach
  void writeJar() throws IOException {
    CostJar.write(folder.resolve("cost.jar"));
  }

  @Test
  void aCallOfTheMethodIsCountedOnce() throws Exception {
    Run run = run(TINY + "#square:count");
    assertEquals("sum 285\ncalls 10\n", run.printed);
    assertEquals(0, run.exitCode);
  }

  @Test
  void anotherMethodIsLeftAlone() throws Exception {
    assertEquals("sum 285\ncalls 0\n", run(TINY + "#cube:count").printed);
  }

  @Test
  void workDoesNotChangeWhatIsDone() throws Exception {
    assertEquals("sum 285\n", run(TINY + "#square:1000").printed);
    assertEquals("sum 285\n", run(TINY + "#square:0").printed);
  }

  @Test
  void anArgumentThatIsNoneStopsTheJvm() throws Exception {
    Run run = run("square");
    assertTrue(run.printed.contains("must be CLASS#METHOD:ITERATIONS"), run.printed);
    assertTrue(run.exitCode != 0);
  }

  private record Run(int exitCode, String printed) {}

  private Run run(String argument) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-javaagent:" + folder.resolve("cost.jar") + "=" + argument,
                    "-classpath",
                    Path.of("target", "test-classes").toString(),
                    TINY))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), printed);
  }
}
