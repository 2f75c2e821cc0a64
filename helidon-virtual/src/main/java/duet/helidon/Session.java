package duet.helidon;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one request does with the database, from its wish for a connection to the last row, and
 * within its time. Used by one virtual thread.
 */
final class Session implements AutoCloseable {
  /** So much of the time may have gone before the connection's own time-out is too long. */
  private static final long SLACK_MILLIS = 10;

  private final Database database;
  private final Connection connection;
  private final long startNanos;

  private Session(Database database, Connection connection, long startNanos) {
    this.database = database;
    this.connection = connection;
    this.startNanos = startNanos;
  }

  /**
   * Begins; waits for a connection.
   *
   * @throws SQLException if there is none to be had in time, at once if that is known
   */
  static Session begin(Database database) throws SQLException, InterruptedException {
    long startNanos = System.nanoTime();
    if (!database.availability().awaitKnown(Duration.ofMillis(database.timeMillis()))) {
      throw new SQLTimeoutException("the database has not answered yet");
    }
    @Nullable HikariDataSource pool = database.pool();
    if (pool == null || !database.availability().isUp()) {
      throw new SQLException(database.whyNotReady().orElse("the database has just come up"));
    }
    return new Session(database, pool.getConnection(), startNanos);
  }

  PreparedStatement prepare(String statement) throws SQLException {
    return connection.prepareStatement(statement);
  }

  /** Reads rows, in what is left of the request's time. */
  ResultSet query(PreparedStatement statement) throws SQLException {
    limit();
    return statement.executeQuery();
  }

  /** Writes one row, likewise. */
  void update(PreparedStatement statement) throws SQLException {
    limit();
    statement.executeUpdate();
  }

  /** Writes a batch of rows, likewise. */
  void updateBatch(PreparedStatement statement) throws SQLException {
    limit();
    statement.executeBatch();
  }

  /** A read that takes longer closes the socket, and the pool then drops the connection. */
  private void limit() throws SQLException {
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    if (elapsed < SLACK_MILLIS) {
      return;
    }
    long left = database.timeMillis() - elapsed;
    if (left <= 0) {
      throw new SQLTimeoutException("the database did not answer in time");
    }
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(left));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
