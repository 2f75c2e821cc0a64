package duet.vertx;

import duet.service.Availability;
import duet.service.DatabaseAddress;
import duet.service.Schema;
import duet.service.Settings;
import duet.service.Sql;
import duet.service.World;
import duet.service.WorldCache;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the database can be used: over a connection of its own it makes and looks at the
 * tables, fills the cache and then asks for a sign of life about once a second. Lives on one event
 * loop.
 */
final class DatabaseMonitor {
  private static final String ECONNREFUSED = "error(-111)";
  private static final long PERIOD_MILLIS = 1000;

  /** How long it may take to make and look at the tables, on a machine that starts much at once. */
  private static final long EXAMINATION_MILLIS = 10_000;

  private final Vertx vertx;
  private final Settings settings;
  private final Pool pool;
  private final Availability availability;
  private final WorldCache cache;
  private final Context context;
  private @Nullable DatabaseAddress address;
  private @Nullable SqlConnection connection;
  private boolean checking;
  private boolean again;
  private boolean closed;
  private volatile boolean doubtful;

  /**
   * @param pool of one connection
   * @param availability is told what has been found
   * @param cache is filled each time before that is good news
   */
  DatabaseMonitor(
      Vertx vertx, Settings settings, Pool pool, Availability availability, WorldCache cache) {
    this.vertx = vertx;
    this.settings = settings;
    this.pool = pool;
    this.availability = availability;
    this.cache = cache;
    this.context = vertx.getOrCreateContext();
    context.runOnContext(_ -> vertx.setPeriodic(PERIOD_MILLIS, _ -> check()));
  }

  /** From now on the database is there; asked of one that may be another than before. */
  void watch(DatabaseAddress told) {
    context.runOnContext(
        _ -> {
          address = told;
          doubt();
          check();
        });
  }

  /** Something is wrong that a sign of life does not show: look at the tables again. */
  void doubt() {
    doubtful = true;
  }

  /** Ends; nothing is found any more. */
  void close() {
    context.runOnContext(_ -> closed = true);
  }

  private void check() {
    if (closed || address == null) {
      return;
    }
    if (checking) {
      again = true;
      return;
    }
    checking = true;
    again = false;
    DatabaseAddress asked = address;
    long millis = settings.databaseTime().toMillis();
    long patience = connection == null || doubtful ? Math.max(millis, EXAMINATION_MILLIS) : millis;
    long limit =
        vertx.setTimer(
            patience,
            _ -> {
              if (!closed) {
                availability.down(asked, "no answer in " + patience + " ms");
              }
              if (connection != null) {
                Session.cut(connection);
              }
            });
    found()
        .onComplete(
            found -> {
              vertx.cancelTimer(limit);
              checking = false;
              conclude(asked, found);
              if (again) {
                check();
              }
            });
  }

  /** A connection that fails may have ended alone: what counts is then what a new one finds. */
  private Future<Void> found() {
    SqlConnection used = connection;
    if (used == null) {
      return opened().compose(this::examined);
    }
    return examined(used)
        .recover(
            _ -> {
              forget(used);
              return opened().compose(this::examined);
            });
  }

  /** An attempt is given up by the driver alone, so that there is never a second one beside it. */
  private Future<SqlConnection> opened() {
    return pool.getConnection()
        .onSuccess(
            opened -> {
              connection = opened;
              doubtful = true;
              opened.exceptionHandler(_ -> {}); // without one its default prints a stack trace
              opened.closeHandler(
                  _ -> {
                    forget(opened);
                    check();
                  });
            });
  }

  private void forget(SqlConnection used) {
    if (used.equals(connection)) {
      connection = null;
      used.close();
    }
  }

  private Future<Void> examined(SqlConnection open) {
    if (!doubtful) {
      return open.query(Sql.PING).execute().mapEmpty();
    }
    return open.query(Schema.CREATE)
        .execute()
        .compose(_ -> open.query(Schema.FAULTS).execute())
        .compose(DatabaseMonitor::flawless)
        .compose(_ -> open.query(Sql.SELECT_WORLDS).execute())
        .map(this::cached);
  }

  private static Future<Void> flawless(RowSet<Row> faults) {
    return faults.size() == 0
        ? Future.succeededFuture()
        : Future.failedFuture(faults.iterator().next().getString(0));
  }

  private @Nullable Void cached(RowSet<Row> table) {
    var rows = new ArrayList<World>(table.size());
    table.forEach(row -> rows.add(Rows.world(row)));
    cache.fill(rows);
    doubtful = false;
    return null;
  }

  private void conclude(DatabaseAddress asked, AsyncResult<Void> found) {
    if (closed || !asked.equals(address)) {
      return;
    }
    if (found.succeeded()) {
      availability.up(asked);
      return;
    }
    doubtful = true;
    availability.down(asked, inWords(found.cause()));
  }

  /** Netty names the call that failed and the number of the error. */
  private static String inWords(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    return message.contains(ECONNREFUSED)
        ? "connection refused"
        : message.lines().findFirst().orElse("");
  }
}
