package duet.vertx;

import duet.service.Availability;
import duet.service.DatabaseAddress;
import duet.service.PoolFigures;
import duet.service.Problem;
import duet.service.Setting;
import duet.service.Settings;
import duet.service.Upstreams;
import duet.service.WorldCache;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pool of connections to PostgreSQL that all event loops share. Safe for use by several event
 * loops.
 */
final class Database implements PoolFigures {
  static final Rendered UNAVAILABLE = Rendered.of(Problem.NO_DATABASE.answer());

  private final Vertx vertx;
  private final Settings settings;
  private final Availability availability = new Availability();
  private final WorldCache cache = new WorldCache();
  private final DatabaseMonitor monitor;
  private final PoolOptions options;
  private final Pool pool;
  private final LongAdder inUse = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private volatile @Nullable DatabaseAddress address;

  Database(Vertx vertx, Settings settings, Upstreams upstreams) {
    this.vertx = vertx;
    this.settings = settings;
    this.options = options(settings.databaseConnections());
    this.pool = pool(options);
    this.monitor = new DatabaseMonitor(vertx, settings, pool(options(1)), availability, cache);
    upstreams.whenDatabase(
        uri -> {
          DatabaseAddress told = DatabaseAddress.of(uri);
          address = told;
          monitor.watch(told);
        });
  }

  /**
   * Works on a connection, which serves nobody else meanwhile. Fails when the database cannot be
   * used, at once if that is known, and after the settings' time at the latest.
   */
  <T> Future<T> ask(Function<SqlConnection, Future<T>> work) {
    return switch (availability.state()) {
      case Availability.State.Down(String why) -> Future.failedFuture(why);
      case Availability.State.Up(), Availability.State.Unknown() ->
          new Session<>(this, work).answer();
    };
  }

  Vertx vertx() {
    return vertx;
  }

  Pool pool() {
    return pool;
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

  long timeMillis() {
    return settings.databaseTime().toMillis();
  }

  /** Why database routes answer 503; empty when they do not. */
  Optional<String> whyNotReady() {
    return availability.whyNotReady();
  }

  @Override
  public int inUse() {
    return inUse.intValue();
  }

  /** Connections that are being opened are counted too. */
  @Override
  public int idle() {
    return Math.max(0, pool.size() - inUse());
  }

  @Override
  public int waiting() {
    return waiting.intValue();
  }

  LongAdder inUseCount() {
    return inUse;
  }

  LongAdder waitingCount() {
    return waiting;
  }

  /** What the pool was built with, in the words of {@link Settings#inWords()}. */
  Map<String, String> inForce() {
    return Map.of(
        Setting.DATABASE_CONNECTIONS.word(), Integer.toString(options.getMaxSize()),
        Setting.DATABASE_SECONDS.word(), Long.toString(timeMillis() / 1000));
  }

  /** Looks after the database no more. */
  void close() {
    monitor.close();
  }

  /**
   * No loops of its own, which need not be the verticles': a connection lives on the loop that
   * asked for it first, and a request takes one of its own loop if there is one. No time-out of its
   * own either: in Vert.x 5.0.12 it can still fail a wait that has ended (vertx-sql-client issue
   * 1567), and {@link Session} has one.
   */
  private static PoolOptions options(int connections) {
    return new PoolOptions().setMaxSize(connections).setConnectionTimeout(0);
  }

  private Pool pool(PoolOptions size) {
    int millis = Math.toIntExact(timeMillis());
    return ClientBuilder.pool(new PatientDriver(millis))
        .with(size)
        .with(
            new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout(millis)
                // Ends what no time-out of ours can: a connection to a machine that is gone.
                .setTcpUserTimeout(millis))
        .connectingTo(this::address)
        .using(vertx)
        .build();
  }

  private Future<SqlConnectOptions> address() {
    DatabaseAddress known = address;
    if (known == null) {
      return Future.failedFuture("nobody has said yet where the database is");
    }
    return Future.succeededFuture(
        new PgConnectOptions()
            .setHost(known.host())
            .setPort(known.port())
            .setDatabase(known.name())
            .setUser(known.user())
            .setPassword(known.password() == null ? "" : known.password())
            .setPipeliningLimit(1)
            .setCachePreparedStatements(true)
            .addProperty("application_name", "vertx-async")
            .addProperty("statement_timeout", Long.toString(timeMillis())));
  }
}
