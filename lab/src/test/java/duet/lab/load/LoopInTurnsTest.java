package duet.lab.load;

import static duet.lab.load.ScriptedServer.ascii;
import static duet.lab.load.ScriptedServer.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoopInTurnsTest {
  private static final long MILLI = 1_000_000;
  private static final LoopInTurns.Listener NOBODY =
      new LoopInTurns.Listener() {
        @Override
        public void await(int whose, boolean counted) {
          // nobody asks
        }

        @Override
        public void over(int whose) {
          // nobody asks
        }
      };

  private final SteadyClock clock = new SteadyClock();

  @Test
  void bothLoadsAreWholeAndOneAtATimeHasRequests() throws Exception {
    var whoseTurn = new AtomicInteger(-1);
    var outOfTurn = new AtomicInteger();
    try (var first = new ScriptedServer(_ -> inTurn(whoseTurn, 0, outOfTurn));
        var second = new ScriptedServer(_ -> inTurn(whoseTurn, 1, outOfTurn))) {
      var order = new StringBuilder();
      LoopInTurns.Listener listener =
          new LoopInTurns.Listener() {
            @Override
            public void await(int whose, boolean counted) {
              whoseTurn.set(whose);
              order.append(counted ? "AB".charAt(whose) : "ab".charAt(whose));
            }

            @Override
            public void over(int whose) {
              whoseTurn.set(-1);
            }
          };
      LoadPlan plan = plan(first, 500, 4);
      List<LoadResult> results =
          LoopInTurns.run(
              new LoadInTurns(plan, plan(second, 500, 4), 20 * MILLI, 1, 10), clock, listener);
      assertEquals("ab" + "BAABBAABBAABBAABBAAB", order.toString());
      assertEquals(0, outOfTurn.get());
      for (LoadResult result : results) {
        // 500/s in ten turns of 20 ms
        assertTrue(Math.abs(result.planned() - 100) <= 2, "planned " + result.planned());
        assertEquals(result.planned(), result.right());
        assertEquals(result.planned(), result.answers());
        assertEquals(10, result.turns());
        assertTrue(result.windowNanos() >= 200 * MILLI, "window " + result.windowNanos());
        assertEquals(
            result.meanUnderWay(), result.meanUnderWayByLittle(), 1e-3 * result.meanUnderWay());
        assertEquals(Map.of(), result.failures());
      }
      assertEquals(4, first.connections());
    }
  }

  private static long slow(LoadResult result) {
    return LoadResult.histogram(result.response())
        .getCountBetweenValues(50 * MILLI, Long.MAX_VALUE / 2);
  }

  private static byte[] inTurn(AtomicInteger whoseTurn, int server, AtomicInteger outOfTurn) {
    if (whoseTurn.get() == 1 - server) {
      outOfTurn.incrementAndGet();
    }
    return ok("hello");
  }

  @Test
  void aStallThatBeginsInATurnIsChargedAsInAWindowThatIsNotCut() throws Exception {
    var stalled = new AtomicBoolean();
    try (var first =
            new ScriptedServer(
                request -> {
                  if (request > 16 && stalled.compareAndSet(false, true)) {
                    clock.await(200);
                  }
                  return ok("hello");
                });
        var second = new ScriptedServer(_ -> ok("hello"))) {
      List<LoadResult> results = run(plan(first, 200, 1), plan(second, 200, 1), 50, 8);
      Histogram response = LoadResult.histogram(results.getFirst().response());
      assertTrue(response.getMaxValue() >= 200 * MILLI, "max " + response.getMaxValue());
      // One is planned each five milliseconds of the stall, and waits for the rest of it and for
      // those before it: 30 for more than 50 ms, some more where answers are slow.
      long slow = slow(results.getFirst());
      assertTrue(slow >= 29 && slow <= 40, "slow " + slow);
      assertEquals(results.getFirst().planned(), results.getFirst().right());
      assertTrue(Math.abs(results.getFirst().planned() - 80) <= 1, "planned");
      assertTrue(Math.abs(results.getLast().planned() - 80) <= 1, "planned");
      assertTrue(
          LoadResult.histogram(results.getLast().response()).getMaxValue() < 150 * MILLI,
          "the other server is not charged");
    }
  }

  @Test
  void aStallThatBeginsBetweenTurnsIsChargedToNobody() throws Exception {
    var stall = new AtomicBoolean();
    var turns = new AtomicInteger();
    LoopInTurns.Listener listener =
        new LoopInTurns.Listener() {
          @Override
          public void await(int whose, boolean counted) {
            // nobody asks
          }

          @Override
          public void over(int whose) {
            if (whose == 0 && turns.incrementAndGet() == 4) {
              stall.set(true);
            }
          }
        };
    try (var first =
            new ScriptedServer(
                _ -> {
                  if (stall.compareAndSet(true, false)) {
                    clock.await(200);
                  }
                  return ok("hello");
                });
        var second = new ScriptedServer(_ -> ok("hello"))) {
      LoadPlan plan = plan(first, 500, 2);
      List<LoadResult> results =
          LoopInTurns.run(
              new LoadInTurns(plan, plan(second, 500, 2), 50 * MILLI, 1, 8), clock, listener);
      assertFalse(stall.get());
      for (LoadResult result : results) {
        assertTrue(LoadResult.histogram(result.response()).getMaxValue() < 150 * MILLI);
        assertTrue(Math.abs(result.planned() - 200) <= 2, "planned");
        assertEquals(result.planned(), result.answers());
      }
    }
  }

  @Test
  void closedLoopsHaveTurnsOfOneLengthToo() throws Exception {
    try (var first = new ScriptedServer(_ -> ok("hello"));
        var second = new ScriptedServer(_ -> ok("hello"))) {
      for (LoadResult result : run(plan(first, 0, 2), plan(second, 0, 2), 20, 10)) {
        assertTrue(result.windowNanos() >= 200 * MILLI, "window " + result.windowNanos());
        assertTrue(result.windowNanos() < 400 * MILLI, "window " + result.windowNanos());
        assertEquals(10, result.turnAnswers().size());
        assertEquals(result.planned(), result.answers());
      }
    }
  }

  @Test
  void whatIsNotAnsweredIsGivenUpAndTheNextTurnIsWholeAgain() throws Exception {
    try (var first =
            new ScriptedServer(request -> request == 25 ? ScriptedServer.SILENCE : ok("hello"));
        var second = new ScriptedServer(_ -> ok("hello"))) {
      List<LoadResult> results = run(plan(first, 500, 2), plan(second, 500, 2), 20, 10);
      LoadResult hurt = results.getFirst();
      assertEquals(hurt.planned(), hurt.right() + hurt.failed());
      assertEquals(1, hurt.failures().getOrDefault(Failure.TIMEOUT.key(), 0L));
      assertEquals(results.getLast().planned(), results.getLast().right());
    }
  }

  @Test
  void aServerThatDoesNotKeepUpEndsTheLoadRatherThanMakeTurnsOfWaiting() throws Exception {
    try (var first = new ScriptedServer(_ -> ScriptedServer.SILENCE);
        var second = new ScriptedServer(_ -> ok("hello"))) {
      var e =
          assertThrows(
              IOException.class, () -> run(plan(first, 500, 2), plan(second, 500, 2), 20, 100));
      assertTrue(String.valueOf(e.getMessage()).contains("wait"), String.valueOf(e.getMessage()));
    }
  }

  @Test
  void connectionsThatTheServerClosesBetweenTurnsAreOpenedAnew() throws Exception {
    try (var first =
            new ScriptedServer(
                request ->
                    request % 10 == 9
                        ? ascii(
                            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
                        : ok("hello"));
        var second = new ScriptedServer(_ -> ok("hello"))) {
      List<LoadResult> results = run(plan(first, 500, 2), plan(second, 500, 2), 20, 10);
      assertEquals(results.getFirst().planned(), results.getFirst().right());
      assertTrue(results.getFirst().reconnects() >= 8);
    }
  }

  @Test
  void aPlanWithoutTurnsIsRefused() {
    assertFalse(refused(1, 0, 1));
    assertTrue(refused(0, 0, 1));
    assertTrue(refused(1, -1, 1));
    assertTrue(refused(1, 0, 0));
  }

  private static boolean refused(long turnNanos, int leadIn, int counted) {
    LoadPlan plan = plan(1, 1, 1);
    try {
      var _ = new LoadInTurns(plan, plan, turnNanos, leadIn, counted);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private List<LoadResult> run(LoadPlan first, LoadPlan second, int millis, int counted)
      throws IOException {
    return LoopInTurns.run(
        new LoadInTurns(first, second, millis * MILLI, 1, counted), clock, NOBODY);
  }

  private static LoadPlan plan(ScriptedServer server, double rate, int connections) {
    return plan(server.port(), rate, connections);
  }

  private static LoadPlan plan(int port, double rate, int connections) {
    return PlanOf.load(
        port,
        rate,
        connections,
        Duration.ofMillis(400),
        Duration.ZERO,
        Duration.ofMillis(300),
        Expectation.anyBody(200));
  }
}
