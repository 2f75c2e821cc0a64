package duet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/** A server's process, its output kept; closed, it is gone. */
final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private final Process process;

  Program(List<String> command, String... flags) throws IOException {
    var line = new ArrayList<>(command);
    line.addAll(List.of(flags));
    process = new ProcessBuilder(line).start();
  }

  /** The first line of its output; the empty string if it ends without one. */
  String firstLine() throws IOException {
    String line = process.inputReader().readLine();
    return line == null ? "" : line;
  }

  /** Where it listens, once it says so. */
  URI base() throws IOException {
    String line = firstLine();
    Matcher listens = ProcessContract.LISTENS.matcher(line);
    assertTrue(listens.matches(), line);
    return URI.create(listens.group(2));
  }

  /** Sends SIGTERM; {@link Process#destroy()} would close the streams that are still to be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Sends SIGKILL to the only process that it has started. */
  void killChild() {
    List<ProcessHandle> children = process.children().toList();
    assertEquals(1, children.size(), children::toString);
    children.getFirst().destroyForcibly();
  }

  int exitCode() throws InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  /** All that it printed on stderr; for a process that has ended. */
  List<String> errors() {
    assertFalse(process.isAlive());
    return process.errorReader().lines().toList();
  }

  /** All that it printed on stdout and nobody has read; for a process that has ended. */
  String output() {
    return String.join("\n", process.inputReader().lines().toList());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
