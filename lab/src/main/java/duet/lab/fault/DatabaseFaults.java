package duet.lab.fault;

import duet.lab.process.OwnPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a PostgreSQL does to the server that uses it. One thread. */
final class DatabaseFaults implements AutoCloseable {
  /** Of the servers; {@code database-seconds}. */
  static final Duration TIME = Duration.ofSeconds(2);

  static final List<String> TARGETS = List.of("/db", "/updates?queries=5");
  private static final Set<String> ENDS = Set.of("200", "503");
  private static final Duration SLACK = Duration.ofMillis(700);
  private static final Duration LASTS = Duration.ofSeconds(4);
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** Longer than one needs to get up after a crash. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int MOST_SESSIONS = 1000;
  private static final int ROUNDS = 50;

  private static final String OF_OTHERS =
      " FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name <> '"
          + PostgresSession.NAME
          + "'";

  private final OwnPostgres postgres;
  private final List<PostgresSession> held = new ArrayList<>();

  DatabaseFaults(OwnPostgres postgres) {
    this.postgres = postgres;
  }

  Fault stopped() {
    return fault("database stopped", postgres::stopInOrder, this::revive);
  }

  Fault killed() {
    return fault("database killed", postgres::killPostmaster, this::revive);
  }

  /** It is gone for as long as it takes to come back. */
  Fault restarted() {
    return new Fault(
        "database restarted",
        TARGETS,
        ENDS,
        TIME.plus(SLACK),
        Duration.ZERO,
        RECOVERY,
        postgres::restartInOrder,
        () -> awaitAnswer(postgres));
  }

  Fault paused() {
    return fault(
        "database paused",
        postgres::pause,
        () -> {
          postgres.resume();
          awaitAnswer(postgres);
        });
  }

  /** All that it can have is held by other clients, who also took the server's. */
  Fault full() {
    return fault("database full", this::holdAll, this::letGo);
  }

  private static Fault fault(String name, Fault.Act begin, Fault.Act end) {
    return new Fault(name, TARGETS, ENDS, TIME.plus(SLACK), LASTS, RECOVERY, begin, end);
  }

  private void revive() throws IOException, InterruptedException {
    postgres.revive();
    awaitAnswer(postgres);
  }

  /** Returns once it answers a client. */
  static void awaitAnswer(OwnPostgres postgres) throws IOException, InterruptedException {
    for (long begin = System.nanoTime(); ; Thread.sleep(LOOK)) {
      try (var session = new PostgresSession(postgres.address())) {
        var _ = session.query("SELECT 1");
        return;
      } catch (IOException e) {
        if (System.nanoTime() - begin > PATIENCE.toNanos()) {
          throw new IOException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
      }
    }
  }

  /** Connections that somebody else has, the server that is. */
  static int connectionsOfOthers(OwnPostgres postgres) throws IOException {
    try (var session = new PostgresSession(postgres.address())) {
      return connectionsOfOthers(session);
    }
  }

  private static int connectionsOfOthers(PostgresSession session) throws IOException {
    return Integer.parseInt(session.query("SELECT count(*)" + OF_OTHERS).getFirst().getFirst());
  }

  /** The server tries to get its own back meanwhile, so it takes several rounds. */
  private void holdAll() throws IOException {
    held.add(new PostgresSession(postgres.address()));
    for (int round = 0; round < ROUNDS; round++) {
      takeAllThereAre();
      if (connectionsOfOthers(held.getFirst()) == 0) {
        return;
      }
      var _ = held.getFirst().query("SELECT pg_terminate_backend(pid)" + OF_OTHERS);
    }
    throw new IOException("the server's connections cannot be had");
  }

  private void takeAllThereAre() throws IOException {
    try {
      while (held.size() < MOST_SESSIONS) {
        held.add(new PostgresSession(postgres.address()));
      }
    } catch (PostgresSession.RefusedException _) {
      // there are no more
    }
  }

  private void letGo() throws IOException, InterruptedException {
    held.forEach(PostgresSession::close);
    held.clear();
    awaitAnswer(postgres);
  }

  @Override
  public void close() {
    held.forEach(PostgresSession::close);
  }
}
