package duet.helidon;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.Semaphore;

/**
 * What one request does with the database, from its wish for a connection to the last row, and
 * within its time: then its thread is interrupted, by which the connection closes, and the pool
 * drops it. Used by one virtual thread.
 */
final class Session implements AutoCloseable {
  private final Deadlines.Deadline deadline;
  private final Semaphore places;
  private final Connection connection;

  private Session(Deadlines.Deadline deadline, Semaphore places, Connection connection) {
    this.deadline = deadline;
    this.places = places;
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
      if (!database.availability().awaitKnown(database.time())) {
        throw new SQLTimeoutException("the database has not answered yet");
      }
      return begin(database, deadline);
    } catch (SQLException | InterruptedException | RuntimeException e) {
      if (deadline.end()) {
        throw new SQLTimeoutException("the database did not answer in time", e);
      }
      throw e;
    }
  }

  private static Session begin(Database database, Deadlines.Deadline deadline)
      throws SQLException, InterruptedException {
    database.pool(); // known to be down, it is not waited for
    Semaphore places = database.places();
    places.acquire();
    try {
      return new Session(deadline, places, database.pool().getConnection());
    } catch (SQLException | RuntimeException e) {
      places.release();
      throw e;
    }
  }

  PreparedStatement prepare(String statement) throws SQLException {
    return connection.prepareStatement(statement);
  }

  @Override
  public void close() throws SQLException {
    deadline.end();
    try {
      connection.close();
    } finally {
      places.release();
    }
  }
}
