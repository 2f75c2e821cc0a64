package duet.contract.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.contract.PostgresProcess;
import duet.contract.Served;
import duet.contract.StartedServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * A few thousand requests of the fuzzer's, always the same; {@code duet stress fuzz} has millions,
 * and holds the two servers against each other. A server's test class implements this and says how
 * one is started.
 */
public interface FuzzContract {

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  @Test
  default void brokenRequestsAreAnsweredAsTheContractSaysAndLeaveNothingBehind() throws Exception {
    // A database that is known to be down answers at once; one that is not known is waited for.
    try (StartedServer server = start("--database=postgresql://a:b@127.0.0.1:1/none")) {
      PostgresProcess.becomesTrue(
          () -> server.ask(Served.last("GET", "/db")).field("Retry-After").isPresent());
      var said = new ByteArrayOutputStream();
      int code;
      try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
        code =
            new Fuzz(out, out)
                .run(
                    server.base().toString(),
                    "--admin=" + server.admin().orElseThrow(),
                    "--requests=5000",
                    "--connections=50");
      }
      assertEquals(0, code, () -> said.toString(StandardCharsets.UTF_8));
    }
  }
}
