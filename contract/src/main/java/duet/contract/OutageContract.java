package duet.contract;

import static duet.contract.DatabaseRoutes.SLACK;
import static duet.contract.DatabaseRoutes.answer;
import static duet.contract.DatabaseRoutes.answerWithin;
import static duet.contract.DatabaseRoutes.assertOthersGoOn;
import static duet.contract.DatabaseRoutes.assertUnavailable;
import static duet.contract.PostgresProcess.becomesTrue;
import static duet.contract.PostgresProcess.eventually;
import static duet.contract.Problem.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What a server makes of a database that is not there, dies, hangs, is full, locked or not what it
 * must be: the database routes answer 503 within their time, the others go on, all comes back by
 * itself, and PostgreSQL itself says that no connection was left behind.
 */
public interface OutageContract extends Outage {

  /** Contract: a database that is not there at start. */
  @Test
  default void aDatabaseThatIsDownAtStartIs503AtOnceUntilItComes() throws Exception {
    postgres().kill();
    try (StartedServer server = startOn(postgres().uri())) {
      assertUnavailable(server, TIME);
      assertProblem(answer(server, "/cached-queries"), 503);
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertUnavailable(server, TIME);
      }
      // Known to be down, it is not waited for: 20 requests, of which none takes its time.
      assertTrue(System.nanoTime() - start < TIME.toNanos() * 2);
      assertOthersGoOn(server);
      String why = server.whyNoDatabase().orElse("nothing");
      assertTrue(why.contains("refused"), why);
      postgres().revive();
      assertRecovers(server);
      assertEquals(200, answer(server, "/cached-queries?count=20").status());
    }
  }

  /** Contract: a database that dies under load and comes back. */
  @Test
  default void aDatabaseThatDiesUnderLoadIs503UntilItIsBack() throws Exception {
    try (StartedServer server = startOn(postgres().uri());
        var load = new Load(server, 20)) {
      assertRecovers(server);
      postgres().kill();
      assertUnavailable(server, TIME);
      becomesTrue(() -> server.whyNoDatabase().isPresent());
      assertOthersGoOn(server);
      assertEquals(200, answer(server, "/cached-queries?count=20").status(), "a cache goes on");
      postgres().revive();
      assertRecovers(server);
      load.assertOnly(List.of(200, 503), TIME.plus(SLACK));
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: however long it was away, it is used again as soon as it is seen to answer. */
  @Test
  default void aDatabaseThatWasAwayForLongIsUsedAgainAsSoonAsItAnswers() throws Exception {
    try (StartedServer server = startOn(postgres().uri());
        var load = new Load(server, 20)) {
      assertRecovers(server);
      postgres().kill();
      becomesTrue(() -> server.whyNoDatabase().isPresent());
      Thread.sleep(7000); // what rests longer after each attempt that fails would rest for seconds
      postgres().revive();
      becomesTrue(() -> server.whyNoDatabase().isEmpty());
      long start = System.nanoTime();
      becomesTrue(() -> answer(server, "/db").status() == 200);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      assertTrue(millis < 1500, "it took " + millis + " ms");
      load.assertOnly(List.of(200, 503), TIME.plus(SLACK));
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: a database that hangs under load. */
  @Test
  default void aDatabaseThatHangsIs503WithinTheTimeAndNoConnectionIsLost() throws Exception {
    try (StartedServer server = startOn(postgres().uri());
        var load = new Load(server, 20)) {
      assertRecovers(server);
      postgres().pause();
      try {
        assertUnavailable(server, TIME);
        assertOthersGoOn(server);
        becomesTrue(() -> server.whyNoDatabase().isPresent());
        assertUnavailable(server, Duration.ZERO);
      } finally {
        postgres().resume();
      }
      assertRecovers(server);
      load.assertOnly(List.of(200, 503), TIME.plus(SLACK));
    }
    assertNoConnectionIsLeft();
  }

  /**
   * Contract: one that takes connections and never answers on them, at the start or later, as
   * behind a firewall; those connections are given up and not waited for once new ones are
   * answered.
   */
  @Test
  default void aDatabaseThatTakesConnectionsInSilenceIsUsedAgainOnceItSpeaks() throws Exception {
    try (var relay = new Relay(postgres().uri().getPort())) {
      relay.fallSilent();
      String through = postgres().uri().toString();
      through = through.replace(":" + postgres().uri().getPort(), ":" + relay.port());
      try (StartedServer server = startOn(URI.create(through));
          var load = new Load(server, 20)) {
        becomesTrue(() -> server.whyNoDatabase().isPresent());
        assertUnavailable(server, TIME);
        relay.speak();
        assertRecovers(server);
        relay.fallSilent();
        becomesTrue(() -> answer(server, "/db").status() == 503);
        assertOthersGoOn(server);
        relay.speak();
        assertRecovers(server);
        load.assertOnly(List.of(200, 503), TIME.plus(SLACK));
      }
    }
    assertNoConnectionIsLeft();
  }

  /** Contract: the end of a server does not wait for its database. */
  @Test
  default void aServerStopsThoughItsDatabaseDoesNotAnswer() throws Exception {
    StartedServer server = startOn(postgres().uri());
    long start;
    try {
      assertRecovers(server);
      assertEquals(200, answer(server, "/updates?queries=20").status());
      postgres().pause();
      becomesTrue(() -> server.whyNoDatabase().isPresent());
    } finally {
      start = System.nanoTime();
      server.close();
      postgres().resume();
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(millis < TIME.plusSeconds(10).toMillis(), "it took " + millis + " ms");
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
    try (StartedServer server = startOn(few)) {
      // The one there is is the monitor's.
      becomesTrue(() -> server.whyNoDatabase().isEmpty());
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
    try (StartedServer server = startOn(postgres().uri())) {
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
    try (StartedServer server = startOn(other)) {
      assertRecovers(server);
      assertEquals(List.of("10000"), postgres().sqlIn("other", "SELECT count(*) FROM world"));
      postgres().sqlIn("other", "DELETE FROM fortune WHERE id = 12", "TABLE fortune");
    }
    try (StartedServer server = startOn(other)) {
      assertUnavailable(server, TIME);
      assertEquals(
          "Fortune must have 12 rows: it has 11", server.whyNoDatabase().orElse("it is ready"));
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
}
