package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The servers' side of the embedded backend, which runs as a process in a folder of the test. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL to send")
final class LeasedBackendTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  @TempDir private Path run;
  private BackendProgram program;

  @BeforeEach
  void find() throws IOException {
    program = new BackendProgram(BackendProgram.find().home(), run);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (ProcessHandle backend : backends()) {
      backend.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
    assertFalse(Files.exists(run.resolve("data")));
  }

  /** The backends of this test that were started from this JVM. */
  private List<ProcessHandle> backends() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.info().commandLine().orElse("").contains("--run=" + run)
                    || List.of(child.info().arguments().orElse(new String[0]))
                        .contains("--run=" + run))
        .toList();
  }

  @Test
  void twoServersThatStartAtOnceShareOneBackendThatEndsWithTheLast() throws Exception {
    try (var one = LeasedBackend.open(program, null, null)) {
      try (var two = LeasedBackend.open(program, null, null)) {
        assertTrue(one.awaitDatabase(PATIENCE));
        assertTrue(two.awaitDatabase(PATIENCE));
        assertEquals(one.database(), two.database());
        assertEquals(one.backend(), two.backend());
        assertEquals(1, backends().size());
      }
      assertTrue(listens(one.database()));
      assertTrue(listens(one.backend()));
    }
  }

  @Test
  void aBackendThatIsKilledIsStartedAgainOnItsPortsAndTold() throws Exception {
    try (var leased = LeasedBackend.open(program, null, null)) {
      var told = new LinkedBlockingQueue<URI>();
      leased.whenDatabase(told::add);
      URI database = told.poll(20, TimeUnit.SECONDS);
      Optional<URI> backend = leased.backend();
      ProcessHandle killed = backends().getFirst();
      killed.destroyForcibly();
      assertEquals(database, told.poll(20, TimeUnit.SECONDS));
      assertEquals(backend, leased.backend());
      assertTrue(listens(backend));
      assertFalse(backends().contains(killed));
    }
  }

  @Test
  void anAddressThatIsGivenIsKeptAndTheOtherIsLeased() throws Exception {
    URI mine = URI.create("postgresql://me@127.0.0.1:1/mine");
    Files.writeString(program.address(), "http://127.0.0.1:1/lease?of=nobody\nnonsense");
    try (var leased = LeasedBackend.open(program, mine, null)) {
      assertEquals(Optional.of(mine), leased.database());
      assertTrue(leased.awaitBackend(PATIENCE));
      assertTrue(listens(leased.backend()));
      assertEquals(Optional.of(mine), leased.database());
    }
  }

  private static boolean listens(Optional<URI> address) {
    URI uri = address.orElseThrow();
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
