package duet.contract;

import static duet.contract.PostgresProcess.becomesTrue;
import static duet.contract.PostgresProcess.eventually;
import static duet.contract.Problem.assertProblem;
import static duet.contract.Served.kept;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What a server makes of a database that is not there, dies, hangs, is full, locked or not what it
 * must be: the database routes answer 503 within their time, the others go on, all comes back by
 * itself, and PostgreSQL itself says that no connection was left behind.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs signals and /proc")
public interface OutageContract {
  /** The settings of the servers that the tests start. */
  int CONNECTIONS = 6;

  Duration TIME = Duration.ofSeconds(1);

  /** Scheduling and the network of a busy machine. */
  Duration SLACK = Duration.ofMillis(900);

  List<String> ROUTES = List.of("/db", "/queries?queries=5", "/updates?queries=5", "/fortunes");

  /** A server that a test has started; closed, it is stopped. */
  interface Running extends Served, AutoCloseable {
    @Override
    void close();

    /** What is said of it where readiness is asked for; empty when it is ready. */
    Optional<String> whyNotReady();

    /** Connections in use, idle, and requests that wait for one. */
    int[] pool();
  }

  /** Starts a server with that many connections to that database and that time. */
  Running start(URI database) throws Exception;

  /** A PostgreSQL for this class alone. */
  PostgresProcess postgres();

  /** The name that the server's connections give themselves. */
  String application();

  /** Contract: a database that is not there at start. */
  @Test
  default void aDatabaseThatIsDownAtStartIs503AtOnceUntilItComes() throws Exception {
    postgres().kill();
    try (Running server = start(postgres().uri())) {
      assertUnavailable(server, TIME);
      assertProblem(answer(server, "/cached-queries"), 503);
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertUnavailable(server, TIME);
      }
      // Known to be down, it is not waited for: 20 requests, of which none takes its time.
      assertTrue(System.nanoTime() - start < TIME.toNanos() * 2);
      assertOthersGoOn(server);
      assertTrue(server.whyNotReady().isPresent());
      postgres().revive();
      assertRecovers(server);
      assertEquals(200, answer(server, "/cached-queries?count=20").status());
    }
  }

  /** Contract: a database that dies under load and comes back. */
  @Test
  default void aDatabaseThatDiesUnderLoadIs503UntilItIsBack() throws Exception {
    try (Running server = start(postgres().uri());
        var load = new Load(server, 20)) {
      assertRecovers(server);
      postgres().kill();
      assertUnavailable(server, TIME);
      becomesTrue(() -> server.whyNotReady().isPresent());
      assertOthersGoOn(server);
      assertEquals(200, answer(server, "/cached-queries?count=20").status(), "a cache goes on");
      postgres().revive();
      assertRecovers(server);
      load.assertOnly(List.of(200, 503), TIME.plus(SLACK));
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: a database that hangs under load. */
  @Test
  default void aDatabaseThatHangsIs503WithinTheTimeAndNoConnectionIsLost() throws Exception {
    try (Running server = start(postgres().uri());
        var load = new Load(server, 20)) {
      assertRecovers(server);
      postgres().pause();
      try {
        assertUnavailable(server, TIME);
        assertOthersGoOn(server);
        becomesTrue(() -> server.whyNotReady().isPresent());
        assertUnavailable(server, Duration.ZERO);
      } finally {
        postgres().resume();
      }
      assertRecovers(server);
      load.assertOnly(List.of(200, 503), TIME.plus(SLACK));
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: those that still wait for a connection when the first ones give theirs up, too. */
  @RepeatedTest(3)
  default void whoeverWaitsForAConnectionOfADatabaseThatHangsIsAnswered() throws Exception {
    try (Running server = start(postgres().uri())) {
      assertRecovers(server);
      warmUp(server);
      var wires = new ArrayList<Wire>();
      postgres().pause();
      try {
        for (int i = 0; i < 8 * CONNECTIONS; i++) {
          wires.add(server.connect().send(kept("GET", "/db")));
        }
        for (Wire wire : wires) {
          assertProblem(wire.answer(), 503);
        }
      } finally {
        postgres().resume();
      }
      for (Wire wire : wires) {
        wire.close();
      }
      becomesTrue(() -> server.pool()[0] == 0 && server.pool()[2] == 0);
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: one statement that hangs costs its request alone, and its connection is replaced. */
  @Test
  default void aConnectionThatHangsIsReplaced() throws Exception {
    try (Running server = start(postgres().uri())) {
      assertRecovers(server);
      warmUp(server);
      List<Integer> hanging = postgres().pids(application());
      List<Integer> pooled = hanging.subList(1, hanging.size()); // the first is the monitor's
      postgres().signal("STOP", pooled);
      try {
        becomesTrue(() -> answer(server, "/db").status() == 200);
      } finally {
        postgres().signal("CONT", pooled);
      }
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: connections that the database ends are replaced, the monitor's too. */
  @Test
  default void connectionsThatTheDatabaseEndsAreReplaced() throws Exception {
    try (Running server = start(postgres().uri())) {
      assertRecovers(server);
      warmUp(server);
      for (int pid : postgres().pids(application())) {
        postgres().sql("SELECT pg_terminate_backend(" + pid + ")");
      }
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: a database that has no connection to give. */
  @Test
  default void aDatabaseWithoutAConnectionToGiveIs503WithinTheTime() throws Exception {
    postgres()
        .sql(
            "DROP ROLE IF EXISTS few",
            "CREATE ROLE few LOGIN CONNECTION LIMIT 1",
            "GRANT SELECT, UPDATE ON world, fortune TO few");
    URI few = URI.create(postgres().uri().toString().replace("postgres@", "few@"));
    try (Running server = start(few)) {
      // The one there is is the monitor's.
      becomesTrue(() -> server.whyNotReady().isEmpty());
      assertUnavailable(server, TIME);
      assertOthersGoOn(server);
      postgres().sql("ALTER ROLE few CONNECTION LIMIT 100");
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
    postgres().sql("DROP OWNED BY few", "DROP ROLE few");
  }

  /** Contract: rows that somebody else has locked. */
  @Test
  default void aStatementThatWaitsTooLongIs503AndIsGivenUp() throws Exception {
    try (Running server = start(postgres().uri())) {
      assertRecovers(server);
      try (Connection other = postgres().connect();
          Statement lock = other.createStatement()) {
        other.setAutoCommit(false);
        lock.execute("LOCK TABLE fortune");
        Answer answer = answerWithin(server, "/fortunes", TIME);
        assertProblem(answer, 503);
        assertEquals("1", answer.field("Retry-After").orElse("none"));
        assertEquals(200, answer(server, "/db").status());
        becomesTrue(() -> waitingStatements() == 0);
        other.rollback();
      }
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: nothing that is there is overwritten; what is wrong is said. */
  @Test
  default void tablesThatAreNotWhatTheyMustBeAre503AndAreLeftAlone() throws Exception {
    postgres().sql("DROP DATABASE IF EXISTS other");
    postgres().sql("CREATE DATABASE other");
    URI other = postgres().uri().resolve("/other");
    try (Running server = start(other)) {
      assertRecovers(server);
      assertEquals(List.of("10000"), postgres().sqlIn("other", "SELECT count(*) FROM world"));
      postgres().sqlIn("other", "DELETE FROM fortune WHERE id = 12", "TABLE fortune");
    }
    try (Running server = start(other)) {
      assertUnavailable(server, TIME);
      assertEquals(
          "Fortune must have 12 rows: it has 11", server.whyNotReady().orElse("it is ready"));
      assertEquals(List.of("11"), postgres().sqlIn("other", "SELECT count(*) FROM fortune"));
      postgres().sqlIn("other", "INSERT INTO fortune VALUES (12, 'フレームワークのベンチマーク')");
      assertRecovers(server);
      // Missing once more, it is made once more.
      postgres().sqlIn("other", "DROP TABLE fortune");
      assertProblem(answer(server, "/fortunes"), 503);
      assertRecovers(server);
    }
    eventually(() -> postgres().sql("DROP DATABASE other"));
  }

  /** Contract: a client that leaves takes no connection with it. */
  @Test
  default void clientsThatLeaveTakeNoConnectionWithThem() throws Exception {
    try (Running server = start(postgres().uri())) {
      assertRecovers(server);
      for (int i = 0; i < 100; i++) {
        try (Wire wire = server.connect()) {
          wire.send(kept("GET", i % 2 == 0 ? "/queries?queries=100" : "/updates?queries=20"));
        }
      }
      becomesTrue(() -> server.pool()[0] == 0 && server.pool()[2] == 0);
      assertRecovers(server);
    }
    assertNoConnectionIsLeft();
  }

  private long waitingStatements() throws SQLException {
    return Long.parseLong(
        postgres()
            .sql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND application_name = '"
                    + application()
                    + "'")
            .getFirst());
  }

  /** Every pooled connection is opened and has served. */
  private void warmUp(Running server) throws Exception {
    becomesTrue(
        () -> {
          List<Wire> wires = new ArrayList<>();
          for (int i = 0; i < 4 * CONNECTIONS; i++) {
            wires.add(server.connect().send(kept("GET", "/queries?queries=500")));
          }
          for (Wire wire : wires) {
            wire.answer();
            wire.close();
          }
          return postgres().pids(application()).size() == CONNECTIONS + 1;
        });
  }

  /** All routes answer, and PostgreSQL counts no connection too many. */
  private void assertRecovers(Running server) throws Exception {
    for (String route : ROUTES) {
      becomesTrue(() -> answer(server, route).status() == 200);
    }
    assertEquals(200, answer(server, "/cached-queries").status());
    assertEquals(Optional.empty(), server.whyNotReady());
    becomesTrue(() -> postgres().pids(application()).size() <= CONNECTIONS + 1);
  }

  private void assertNoConnectionIsLeft() throws Exception {
    becomesTrue(() -> postgres().pids(application()).isEmpty());
  }

  private static void assertUnavailable(Running server, Duration time) throws IOException {
    for (String route : ROUTES) {
      Answer answer = answerWithin(server, route, time);
      assertProblem(answer, 503);
      assertEquals("1", answer.field("Retry-After").orElse("none"), answer::head);
    }
  }

  private static void assertOthersGoOn(Running server) throws IOException {
    for (String route : List.of("/", "/plaintext", "/json", "/delay/5")) {
      assertEquals(200, answerWithin(server, route, Duration.ZERO).status());
    }
  }

  private static Answer answerWithin(Running server, String target, Duration time)
      throws IOException {
    long start = System.nanoTime();
    Answer answer = answer(server, target);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(taken.compareTo(time.plus(SLACK)) < 0, () -> target + " took " + taken);
    return answer;
  }

  private static Answer answer(Running server, String target) throws IOException {
    return server.ask(Served.last("GET", target));
  }

  /** Clients that ask for rows without a rest until they are closed. */
  final class Load implements AutoCloseable {
    private record Seen(int status, Duration taken) {}

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<List<Seen>>> all = new ArrayList<>();

    Load(Running server, int count) {
      for (int i = 0; i < count; i++) {
        String target = ROUTES.get(i % ROUTES.size());
        all.add(clients.submit(client(server, target)));
      }
    }

    private Callable<List<Seen>> client(Running server, String target) {
      return () -> {
        var seen = new ArrayList<Seen>();
        try (Wire wire = server.connect()) {
          while (!over.get()) {
            long start = System.nanoTime();
            int status = wire.send(kept("GET", target)).answer().status();
            seen.add(new Seen(status, Duration.ofNanos(System.nanoTime() - start)));
            Thread.sleep(status == 200 ? 1 : 20);
          }
        }
        return seen;
      };
    }

    /** Ends the load; no client met anything else, and none waited longer. */
    void assertOnly(List<Integer> statuses, Duration longest) throws Exception {
      over.set(true);
      for (Future<List<Seen>> client : all) {
        for (Seen seen : client.get()) {
          assertTrue(statuses.contains(seen.status), seen::toString);
          assertFalse(seen.taken.compareTo(longest) > 0, seen::toString);
        }
      }
    }

    @Override
    public void close() {
      over.set(true);
      clients.close();
    }
  }
}
