package duet.helidon;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one request does with the database, from its wish for a connection to the last row, and
 * within its time: then its thread is interrupted, by which the connection closes, and the pool
 * drops it. Used by one virtual thread.
 */
final class Session implements AutoCloseable {
  private final Deadlines.Deadline deadline;
  private final Connection connection;

  private Session(Deadlines.Deadline deadline, Connection connection) {
    this.deadline = deadline;
    this.connection = connection;
  }

  /**
   * Begins; waits for a connection.
   *
   * @throws SQLException if there is none to be had in time, at once if that is known
   */
  static Session begin(Database database) throws SQLException, InterruptedException {
    Deadlines.Deadline deadline = database.deadlines().begin(database.time());
    try {
      return new Session(deadline, connection(database));
    } catch (SQLException | InterruptedException | RuntimeException e) {
      if (deadline.end()) {
        throw new SQLTimeoutException("the database did not answer in time", e);
      }
      throw e;
    }
  }

  private static Connection connection(Database database)
      throws SQLException, InterruptedException {
    if (!database.availability().awaitKnown(database.time())) {
      throw new SQLTimeoutException("the database has not answered yet");
    }
    @Nullable HikariDataSource pool = database.pool();
    if (pool == null || !database.availability().isUp()) {
      throw new SQLException(database.whyNotReady().orElse("the database has just come up"));
    }
    return pool.getConnection();
  }

  PreparedStatement prepare(String statement) throws SQLException {
    return connection.prepareStatement(statement);
  }

  @Override
  public void close() throws SQLException {
    deadline.end();
    connection.close();
  }
}
