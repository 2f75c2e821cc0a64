package duet.helidon;

import duet.service.DatabaseAddress;
import duet.service.Schema;
import duet.service.Sql;
import duet.service.World;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the database can be used: over a connection of its own it makes and looks at the
 * tables, fills the cache and then asks for a sign of life about once a second. Lives on one thread
 * of the system, which no request can keep from its processor.
 */
final class DatabaseMonitor {
  private static final long PERIOD_MILLIS = 1000;

  private final Database database;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("database").unstarted(this::watch);
  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable DatabaseAddress address;
  private volatile boolean doubtful;
  private volatile boolean closed;
  private @Nullable Connection connection;
  private @Nullable DatabaseAddress opened;

  /**
   * @param database is told what has been found
   */
  DatabaseMonitor(Database database) {
    this.database = database;
  }

  void start() {
    thread.start();
  }

  /** From now on the database is there; asked of one that may be another than before. */
  void watch(DatabaseAddress told) {
    address = told;
    doubtful = true;
    news.release();
  }

  /** Something is wrong that a sign of life does not show: look at the tables again. */
  void doubt() {
    doubtful = true;
  }

  /** Ends; nothing is found any more. */
  void close() {
    closed = true;
    thread.interrupt();
  }

  private void watch() {
    try {
      while (!closed) {
        check();
        if (news.tryAcquire(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      }
    } catch (InterruptedException _) {
      // closed
    } finally {
      disconnect();
    }
  }

  private void check() {
    @Nullable DatabaseAddress asked = address;
    if (asked == null) {
      return;
    }
    try {
      find(asked);
      if (closed) {
        return;
      }
      if (!asked.equals(opened)) {
        database.open(asked);
        opened = asked;
      }
      database.availability().up(asked);
    } catch (SQLException | RuntimeException e) {
      disconnect();
      if (!closed) {
        String message = e.getMessage();
        database
            .availability()
            .down(
                asked,
                message == null
                    ? e.getClass().getSimpleName()
                    : message.lines().findFirst().orElse(""));
        database.renew();
      }
    }
  }

  /** A connection that fails may have ended alone: what counts is then what a new one finds. */
  private void find(DatabaseAddress asked) throws SQLException {
    @Nullable Connection used = asked.equals(opened) ? connection : null;
    if (used != null) {
      try {
        examine(used);
        return;
      } catch (SQLException e) {
        doubtful = true;
        if (e.getCause() instanceof SocketTimeoutException) {
          throw e; // it did not end, it hangs
        }
      }
    }
    disconnect();
    connection = DriverManager.getConnection(Database.url(asked), database.properties(asked));
    doubtful = true;
    examine(connection);
  }

  private void examine(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      if (!doubtful) {
        statement.execute(Sql.PING);
        return;
      }
      doubtful = false;
      statement.execute(Schema.CREATE);
      try (ResultSet faults = statement.executeQuery(Schema.FAULTS)) {
        if (faults.next()) {
          throw new SQLException(faults.getString(1));
        }
      }
      var rows = new ArrayList<World>(World.ROWS);
      try (ResultSet table = statement.executeQuery(Sql.SELECT_WORLDS)) {
        while (table.next()) {
          rows.add(Rows.world(table));
        }
      }
      database.cache().fill(rows);
    }
  }

  private void disconnect() {
    @Nullable Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // It was of no use any more.
      }
    }
  }
}
