package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Routes that block, which are there to be measured and for nothing else. A server's test class
 * implements this and says how one is started.
 */
public interface BlockContract {

  /** Starts a server with these settings beside the standard ones. */
  StartedServer start(String... flags) throws Exception;

  @Test
  default void theyAreNotServedUnlessTheyAreAskedFor() throws Exception {
    try (StartedServer server = start()) {
      assertProblem(server.ask(last("GET", "/block/spin/0")), 404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inline", "offloaded"})
  default void theyBlockForAsLongAsTheyAreAskedTo(String where) throws Exception {
    try (StartedServer server = start("--blocking-routes=" + where)) {
      for (String how : new String[] {"lock", "spin", "native"}) {
        long start = System.nanoTime();
        Answer answer = server.ask(last("GET", "/block/" + how + "/60"));
        assertEquals("60", answer.body(), how);
        assertTrue(System.nanoTime() - start >= 60_000_000, how);
      }
      assertProblem(server.ask(last("GET", "/block/spin/1001")), 400);
      assertProblem(server.ask(last("GET", "/block/sleep/1")), 404);
    }
  }
}
