package duet.lab.load;

import static duet.lab.load.ScriptedServer.ascii;
import static duet.lab.load.ScriptedServer.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Loop.Listener NOBODY =
      new Loop.Listener() {
        @Override
        public void opened(long nanos) {
          // nobody asks
        }

        @Override
        public void closed(long nanos) {
          // nobody asks
        }
      };
  private static final Expectation HELLO = hello();

  private static Expectation hello() {
    BodyDigest digest = BodyDigest.of(BodyDigest.Kind.EXACT);
    digest.update(ascii("hello"), 0, 5);
    return new Expectation(200, 5, BodyDigest.Kind.EXACT, digest.value());
  }

  @Test
  void everyRequestThatIsPlannedIsSentAndAnswered() throws Exception {
    try (var server = new ScriptedServer(_ -> ok("hello"))) {
      LoadPlan plan = open(server.port(), 500, 4, Duration.ofMillis(400));
      LoadResult result = run(plan);
      assertNear(200, result.planned());
      assertEquals(result.planned(), result.right());
      assertEquals(Map.of(), result.failures());
      assertEquals(4, server.connections());
      assertEquals(result.right(), LoadResult.histogram(result.response()).getTotalCount());
    }
  }

  @Test
  void aClosedLoopSendsAgainOnceItIsAnswered() throws Exception {
    try (var server =
        new ScriptedServer(
            _ -> {
              Thread.sleep(20);
              return ok("hello");
            })) {
      LoadResult result = run(closed(server.port(), 3, Duration.ofMillis(600)));
      // 600 ms / 20 ms * 3 connections, if each wait were exact
      assertTrue(result.right() > 30 && result.right() <= 93, "answered: " + result.right());
      assertEquals(3, result.meanUnderWay(), 0.3);
      assertEquals(
          result.meanUnderWay(), result.meanUnderWayByLittle(), 1e-3 * result.meanUnderWay());
    }
  }

  @Test
  void requestsThatHangThroughTheWholeWindowFitLittlesLaw() throws Exception {
    var asked = new AtomicInteger();
    try (var server =
        new ScriptedServer(
            _ -> {
              boolean hangs = asked.getAndIncrement() % 50 == 7;
              Thread.sleep(hangs ? 1_500 : 1);
              return ok("hello");
            })) {
      LoadPlan plan =
          PlanOf.load(
              server.port(),
              400,
              40,
              Duration.ofMillis(500),
              Duration.ofMillis(300),
              Duration.ofMillis(900),
              Expectation.anyBody(200));
      LoadResult result = run(plan);
      assertTrue(result.failures().getOrDefault(Failure.TIMEOUT.key(), 0L) > 0);
      assertTrue(result.meanUnderWay() > 4, "under way: " + result.meanUnderWay());
      assertEquals(
          result.meanUnderWay(), result.meanUnderWayByLittle(), 1e-3 * result.meanUnderWay());
    }
  }

  @Test
  void failuresAreCountedByKind() throws Exception {
    assertFailure(Failure.STATUS, ascii("HTTP/1.1 503 No\r\nContent-Length: 5\r\n\r\nhello"));
    assertFailure(Failure.LENGTH, ok("hello, world"));
    assertFailure(Failure.BODY, ok("jello"));
    assertFailure(Failure.MALFORMED, ascii("what?\r\n\r\n"));
    assertFailure(Failure.CLOSED, ScriptedServer.CLOSE);
    assertFailure(Failure.TIMEOUT, ScriptedServer.SILENCE);
  }

  private static void assertFailure(Failure failure, byte[] fifth) throws Exception {
    try (var server = new ScriptedServer(request -> request == 5 ? fifth : ok("hello"))) {
      LoadResult result = run(open(server.port(), 50, 2, Duration.ofMillis(400)));
      assertEquals(Map.of(failure.key(), 1L), result.failures(), failure.key());
      assertEquals(result.planned(), result.right() + 1, failure.key());
    }
  }

  @Test
  void aServerThatStallsIsChargedForEveryRequestItDelayed() throws Exception {
    // 1000/s on one connection; at the 100th request the server stands still for 200 ms, in which
    // 200 more are due. Each of these waits for what is left of the stall: 1, 2, … 200 ms.
    try (var server =
        new ScriptedServer(
            request -> {
              if (request == 100) {
                Thread.sleep(200);
              }
              return ok("hello");
            })) {
      LoadPlan plan = open(server.port(), 1000, 1, Duration.ofMillis(800));
      LoadResult result = run(plan);
      assertEquals(result.planned(), result.right());
      Histogram response = LoadResult.histogram(result.response());
      Histogram service = LoadResult.histogram(result.service());
      assertTrue(response.getMaxValue() >= 200_000_000, "max " + response.getMaxValue());
      long over100 = response.getCountBetweenValues(100_000_000, Long.MAX_VALUE / 2);
      assertTrue(over100 >= 100, "requests that waited 100 ms or more: " + over100);
      // By the actual send only one request was slow: this is what coordinated omission hides.
      long slow = service.getCountBetweenValues(100_000_000, Long.MAX_VALUE / 2);
      assertTrue(slow < over100 / 10, "slow by service time: " + slow);
    }
  }

  @Test
  void aGeneratorThatStallsIsChargedToAndSaysSo() throws Exception {
    LoadResult result = standingStillOnce(port -> open(port, 1000, 8, Duration.ofMillis(600)));
    Histogram response = LoadResult.histogram(result.response());
    assertTrue(response.getMaxValue() > 90_000_000, "max " + response.getMaxValue());
    assertTrue(LoadResult.histogram(result.lag()).getMaxValue() > 90_000_000);
  }

  @Test
  void aGeneratorThatStallsSaysSoInAClosedLoopAndWhereNothingWasDue() throws Exception {
    standingStillOnce(port -> closed(port, 2, Duration.ofMillis(600)));
    standingStillOnce(port -> open(port, 2, 1, Duration.ofMillis(600)));
  }

  /** A load of which the generator must say that it stood still. */
  private static LoadResult standingStillOnce(IntFunction<LoadPlan> load) throws Exception {
    try (var server = new ScriptedServer(_ -> ok("hello"))) {
      LoadPlan plan = load.apply(server.port());
      var stalled = new AtomicBoolean();
      long begin = System.nanoTime();
      NanoClock clock =
          () -> {
            long now = System.nanoTime();
            if (now - begin > 300_000_000 && stalled.compareAndSet(false, true)) {
              sleep(100);
              return System.nanoTime();
            }
            return now;
          };
      LoadResult result = Loop.run(plan, clock, NOBODY);
      List<String> faults = SelfProof.faults(plan, result);
      assertTrue(
          faults.stream().anyMatch(fault -> fault.contains("stood still")), faults::toString);
      return result;
    }
  }

  @Test
  void whatCouldNotBeSentIsCountedWithItsWait() throws Exception {
    try (var server =
        new ScriptedServer(
            request -> {
              Thread.sleep(request < 3 ? 0 : 3_000);
              return ok("hello");
            })) {
      LoadResult result = run(open(server.port(), 100, 1, Duration.ofMillis(500)));
      assertNear(50, result.planned());
      assertEquals(result.planned(), result.right() + result.failed());
      assertTrue(result.failures().getOrDefault(Failure.UNSENT.key(), 0L) > 20);
      assertEquals(result.planned(), LoadResult.histogram(result.response()).getTotalCount());
    }
  }

  @Test
  void eachRequestHasAConnectionOfItsOwnWhereThatIsAskedFor() throws Exception {
    try (var server =
        new ScriptedServer(
            _ -> ascii("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"))) {
      LoadPlan kept = open(server.port(), 200, 8, Duration.ofMillis(300));
      LoadResult result = run(withNewConnections(kept));
      assertNear(60, result.right());
      assertEquals(result.planned(), result.right());
      assertTrue(server.connections() >= 60, "connections " + server.connections());
    }
  }

  @Test
  void aServerThatNoLongerTakesConnectionsFailsToConnect() throws Exception {
    var server = new ScriptedServer(_ -> ok("hello"));
    LoadPlan plan = withNewConnections(open(server.port(), 200, 4, Duration.ofMillis(300)));
    server.close();
    LoadResult result = run(plan);
    assertEquals(Map.of(Failure.CONNECT.key(), result.planned()), result.failures());
  }

  @Test
  void aConnectionThatTheServerClosesIsOpenedAnew() throws Exception {
    try (var server =
        new ScriptedServer(
            request ->
                request % 10 == 9
                    ? ascii(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
                    : ok("hello"))) {
      LoadResult result = run(open(server.port(), 500, 2, Duration.ofMillis(400)));
      assertEquals(result.planned(), result.right());
      assertTrue(result.reconnects() >= 15, "reconnects " + result.reconnects());
    }
  }

  @Test
  void anAnswerMayBeLongerThanTheBuffer() throws Exception {
    String body = "0123456789".repeat(30_000);
    BodyDigest digest = BodyDigest.of(BodyDigest.Kind.EXACT);
    digest.update(ascii(body), 0, body.length());
    var expected = new Expectation(200, body.length(), BodyDigest.Kind.EXACT, digest.value());
    try (var server = new ScriptedServer(_ -> ok(body))) {
      LoadResult result = run(open(server.port(), 50, 2, Duration.ofMillis(300), expected));
      assertEquals(result.planned(), result.right(), result.failures().toString());
    }
  }

  @Test
  void nothingIsAllocatedForARequestOnceItRuns() throws Exception {
    try (var server = new ScriptedServer(_ -> ok("hello"))) {
      run(closed(server.port(), 8, Duration.ofMillis(500)));
      LoadResult result = run(closed(server.port(), 8, Duration.ofMillis(500)));
      assertTrue(result.right() > 1000, "answered: " + result.right());
      // What the JIT compiler's deoptimisations may leave behind is far less than a byte for each.
      assertTrue(result.allocatedBytes() < result.right(), "allocated: " + result.allocatedBytes());
    }
  }

  @Test
  void aServerThatIsNotThereIsAnErrorAtOnce() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    var plan = closed(free, 1, Duration.ofMillis(100));
    assertThrows(IOException.class, () -> run(plan));
  }

  /** One request more or less may fall into the window. */
  private static void assertNear(long expected, long actual) {
    assertTrue(Math.abs(expected - actual) <= 1, "about " + expected + ": " + actual);
  }

  private static LoadResult run(LoadPlan plan) throws IOException {
    return Loop.run(plan, System::nanoTime, NOBODY);
  }

  private static LoadPlan open(int port, double rate, int connections, Duration window) {
    return open(port, rate, connections, window, HELLO);
  }

  private static LoadPlan closed(int port, int connections, Duration window) {
    return open(port, 0, connections, window, HELLO);
  }

  private static LoadPlan open(
      int port, double rate, int connections, Duration window, Expectation expected) {
    return PlanOf.load(
        port, rate, connections, window, Duration.ofMillis(20), Duration.ofMillis(500), expected);
  }

  private static LoadPlan withNewConnections(LoadPlan plan) {
    return new LoadPlan(
        plan.host(),
        plan.port(),
        plan.method(),
        plan.target(),
        plan.body(),
        plan.expected(),
        plan.arrivals(),
        plan.connections(),
        false,
        plan.ratePerSecond(),
        plan.leadInNanos(),
        plan.windowNanos(),
        plan.leadOutNanos(),
        plan.timeoutNanos(),
        plan.objectiveNanos(),
        plan.seed());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
