package duet.lab.fault;

import duet.lab.fault.UpdateHistory.Verdict;
import duet.lab.process.ArmProcess;
import duet.lab.process.OwnPostgres;
import duet.lab.stress.Fact;
import duet.lab.stress.Progress;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Crashes in the midst of updates: what was answered is in the table. One thread.
 *
 * <p>A process that is killed needs no {@code fsync}: what it has written is the kernel's. What
 * PostgreSQL must have done is to have written the commit before it says so ({@code
 * synchronous_commit}), for until then it lies in its own memory.
 */
final class UpdateFaults {
  static final int ROUNDS = 3;

  private static final int MOST_QUERIES = 20;
  private static final int CONNECTIONS = 16;
  private static final Duration LEAST_LOAD = Duration.ofMillis(1500);
  private static final int MORE_LOAD_MILLIS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final OwnPostgres postgres;
  private final Progress progress;
  private int updated;
  private int lost;
  private int unanswered;
  private int requests;

  private UpdateFaults(OwnPostgres postgres, Progress progress) {
    this.postgres = postgres;
    this.progress = progress;
  }

  /** What ends the updates. */
  private interface Crash {
    void happen(ArmProcess server) throws IOException, InterruptedException;
  }

  /** Starts a server on the database. */
  interface Start {
    ArmProcess server() throws IOException, InterruptedException;
  }

  /** Kills the database, and then the server, several times. */
  static List<Fact> run(OwnPostgres postgres, Start start, Progress progress)
      throws IOException, InterruptedException {
    var database = new UpdateFaults(postgres, progress);
    try (ArmProcess server = start.server()) {
      for (int i = 0; i < ROUNDS; i++) {
        database.round(server, _ -> postgres.killAll());
      }
    }
    var servers = new UpdateFaults(postgres, progress);
    for (int i = 0; i < ROUNDS; i++) {
      try (ArmProcess server = start.server()) {
        servers.round(server, ArmProcess::kill);
      }
    }
    return List.of(
        durable(postgres), database.fact("database killed"), servers.fact("server killed"));
  }

  private static Fact durable(OwnPostgres postgres) throws IOException {
    try (var session = new PostgresSession(postgres.address())) {
      String fsync = session.query("SHOW fsync").getFirst().getFirst();
      String commit = session.query("SHOW synchronous_commit").getFirst().getFirst();
      return new Fact(
          "updates: fsync, synchronous_commit of PostgreSQL",
          fsync + ", " + commit,
          "on, on",
          fsync.equals("on") && commit.equals("on"));
    }
  }

  private Fact fact(String what) {
    return new Fact(
        "updates, %s (%d times): rows that lost one, of those updated".formatted(what, ROUNDS),
        String.format(
            Locale.ROOT,
            "%,d of %,d by %,d answers; %,d by requests never answered",
            lost,
            updated,
            requests,
            unanswered),
        "0, of more than none",
        lost == 0 && updated > 0);
  }

  private void round(ArmProcess server, Crash crash) throws IOException, InterruptedException {
    awaitGood(Readiness.address(server.base()));
    Map<Integer, Integer> before = table();
    var clients = new UpdatingClients(Readiness.address(server.base()), CONNECTIONS, MOST_QUERIES);
    Thread.sleep(LEAST_LOAD.plusMillis(ThreadLocalRandom.current().nextInt(MORE_LOAD_MILLIS)));
    crash.happen(server);
    UpdatingClients.Account account = clients.finish();
    postgres.revive();
    DatabaseFaults.awaitAnswer(postgres);
    if (!server.isAlive()) {
      awaitNobody();
    }
    Verdict verdict =
        new UpdateHistory(before, account.answered(), account.unansweredRows()).check(table());
    verdict.explained().forEach(progress::note);
    updated += verdict.updated();
    lost += verdict.lost();
    unanswered += verdict.unanswered();
    requests += account.answers();
  }

  private static void awaitGood(InetSocketAddress server) throws IOException, InterruptedException {
    for (long begin = System.nanoTime();
        !Caller.once(server, PATIENCE, "/updates?queries=1").isGood();
        Thread.sleep(LOOK)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException("no updates are answered");
      }
    }
  }

  /** A session goes on with its statement for a moment after its client has died. */
  private void awaitNobody() throws IOException, InterruptedException {
    for (long begin = System.nanoTime();
        DatabaseFaults.connectionsOfOthers(postgres) > 0;
        Thread.sleep(LOOK)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException("PostgreSQL keeps sessions of a server that has ended");
      }
    }
  }

  private Map<Integer, Integer> table() throws IOException {
    try (var session = new PostgresSession(postgres.address())) {
      var table = new HashMap<Integer, Integer>();
      for (List<String> row : session.query("SELECT id, randomnumber FROM world")) {
        table.put(Integer.valueOf(row.getFirst()), Integer.valueOf(row.getLast()));
      }
      return table;
    }
  }
}
