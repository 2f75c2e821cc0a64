package duet.helidon;

import duet.service.Availability;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens the connections of the pool. While one is opened its reads have a time-out, afterwards they
 * have none: {@link Deadlines} ends what takes too long.
 */
final class PooledConnections extends PGSimpleDataSource {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // nobody serializes it
  private final Availability availability;

  /**
   * @param availability is waited for before a connection is opened: HikariCP 7.1.0 would rest
   *     longer after each attempt that fails, at last for five seconds
   * @param properties of the driver
   * @throws SQLException if there is no such property
   */
  PooledConnections(Availability availability, String url, Properties properties)
      throws SQLException {
    this.availability = availability;
    setURL(url);
    for (String name : properties.stringPropertyNames()) {
      setProperty(name, properties.getProperty(name));
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      availability.awaitUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("the pool is closed", e);
    }
    Connection opened = super.getConnection();
    opened.setNetworkTimeout(Runnable::run, 0);
    return opened;
  }
}
