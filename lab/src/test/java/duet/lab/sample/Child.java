package duet.lab.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * A shell that runs a script and is killed in the end; {@code read} in the script waits for that.
 */
record Child(Process process, BufferedReader output) implements AutoCloseable {

  static Child shell(String script) throws IOException {
    var process = new ProcessBuilder("sh", "-c", script).start();
    return new Child(
        process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
  }

  long pid() {
    return process.pid();
  }

  void says(String line) throws IOException {
    assertEquals(line, output.readLine());
  }

  void end() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
