package duet.helidon;

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

  /**
   * @param properties of the driver
   * @throws SQLException if there is no such property
   */
  PooledConnections(String url, Properties properties) throws SQLException {
    setURL(url);
    for (String name : properties.stringPropertyNames()) {
      setProperty(name, properties.getProperty(name));
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection opened = super.getConnection();
    opened.setNetworkTimeout(Runnable::run, 0);
    return opened;
  }
}
