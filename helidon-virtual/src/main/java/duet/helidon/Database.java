package duet.helidon;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import duet.service.Availability;
import duet.service.DatabaseAddress;
import duet.service.PoolFigures;
import duet.service.Problem;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import duet.service.WorldCache;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The pool of connections to PostgreSQL that all connections of the server share. Safe for use by
 * several virtual threads.
 */
final class Database implements PoolFigures {
  static final Rendered UNAVAILABLE = Rendered.of(Problem.NO_DATABASE.answer());

  static {
    // HikariCP would ask a connection that has rested for half a second for a sign of life before
    // it is used: one more way to the database, which the other server's pool does not take. The
    // monitor knows. This property is the only way to say so.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", Long.toString(Long.MAX_VALUE));
  }

  /** What is done with the database. */
  @FunctionalInterface
  interface Work<T> {
    T on(Session session) throws SQLException;
  }

  private final Settings settings;
  private final Availability availability = new Availability();
  private final WorldCache cache = new WorldCache();
  private final HikariConfig config;
  private final DatabaseMonitor monitor;
  private final Deadlines deadlines = new Deadlines();

  /**
   * As many as there are connections, in the order in which they are asked for, as in the other
   * server's pool. HikariCP's own hand-over is to a virtual thread that has yet to run, and any
   * that runs before it takes the connection: under load some wait for seconds.
   */
  private final Semaphore places;

  private volatile @Nullable HikariDataSource pool;

  Database(Settings settings, Upstreams upstreams) {
    this.settings = settings;
    this.config = config(settings);
    this.places = new Semaphore(settings.databaseConnections(), true);
    this.monitor = new DatabaseMonitor(this);
    monitor.start();
    deadlines.start();
    upstreams.whenDatabase(uri -> monitor.watch(DatabaseAddress.of(uri)));
  }

  /**
   * Works on a connection, which serves nobody else meanwhile. Fails when the database cannot be
   * used, at once if that is known, and after the settings' time at the latest.
   */
  <T> T ask(Work<T> work) throws SQLException, InterruptedException {
    try (var session = Session.begin(this)) {
      return work.on(session);
    } catch (SQLException e) {
      monitor.doubt();
      throw e;
    }
  }

  /**
   * The pool of connections to a database that can be used.
   *
   * @throws SQLException if it cannot
   */
  HikariDataSource pool() throws SQLException {
    @Nullable HikariDataSource open = pool;
    if (open == null || !availability.isUp()) {
      throw new SQLException(whyNotReady().orElse("the database has just come up"));
    }
    return open;
  }

  /** The rows that {@code /cached-queries} takes. */
  WorldCache cache() {
    return cache;
  }

  Availability availability() {
    return availability;
  }

  DatabaseMonitor monitor() {
    return monitor;
  }

  Semaphore places() {
    return places;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  Duration time() {
    return settings.databaseTime();
  }

  /** Why database routes answer 503; empty when they do not. */
  Optional<String> whyNotReady() {
    return availability.whyNotReady();
  }

  @Override
  public int inUse() {
    @Nullable HikariDataSource open = pool;
    return open == null ? 0 : open.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public int idle() {
    @Nullable HikariDataSource open = pool;
    return open == null ? 0 : open.getHikariPoolMXBean().getIdleConnections();
  }

  @Override
  public int waiting() {
    @Nullable HikariDataSource open = pool;
    int withAPlace = open == null ? 0 : open.getHikariPoolMXBean().getThreadsAwaitingConnection();
    return places.getQueueLength() + withAPlace;
  }

  /** What the pool is built with, in the words of {@link Settings#inWords()}. */
  Map<String, String> inForce() {
    return Map.of(
        Setting.DATABASE_CONNECTIONS.word(), Integer.toString(config.getMaximumPoolSize()),
        Setting.DATABASE_SECONDS.word(), Long.toString(config.getConnectionTimeout() / 1000));
  }

  /** Looks after the database no more, and closes what is open. */
  void close() {
    monitor.close();
    @Nullable HikariDataSource open = pool;
    if (open != null) {
      open.close();
    }
    deadlines.close();
  }

  /** Opens a pool in the place of the last one; its connections come meanwhile. */
  void open(DatabaseAddress address) throws SQLException {
    @Nullable HikariDataSource last = pool;
    var addressed = new HikariConfig();
    config.copyStateTo(addressed);
    addressed.setDataSource(new PooledConnections(availability, url(address), properties(address)));
    pool = new HikariDataSource(addressed);
    if (last != null) {
      last.close();
    }
  }

  /** The connections that are not in use are closed now, the others once they are given back. */
  void renew() {
    @Nullable HikariDataSource open = pool;
    if (open != null) {
      open.getHikariPoolMXBean().softEvictConnections();
    }
  }

  private static HikariConfig config(Settings settings) {
    var config = new HikariConfig();
    config.setMaximumPoolSize(settings.databaseConnections());
    config.setConnectionTimeout(settings.databaseTime().toMillis());
    config.setInitializationFailTimeout(-1); // opens whether the database answers or not
    config.setMaxLifetime(0); // as in the other server, a connection lives until it fails
    config.setKeepaliveTime(0); // and is not asked whether it does
    return config;
  }

  /** For JDBC; without credentials. */
  static String url(DatabaseAddress address) {
    String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
    String name = URLEncoder.encode(address.name(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://" + host + ":" + address.port() + "/" + name;
  }

  /** How every connection is made, the monitor's too. */
  Properties properties(DatabaseAddress address) {
    String seconds = Long.toString(settings.databaseTime().toSeconds());
    var properties = new Properties();
    properties.setProperty("user", address.user());
    if (address.password() != null) {
      properties.setProperty("password", address.password());
    }
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("tcpNoDelay", "true");
    properties.setProperty("sslmode", "disable");
    properties.setProperty("ApplicationName", "helidon-virtual");
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    properties.setProperty("options", "-c statement_timeout=" + time().toMillis());
    return properties;
  }
}
