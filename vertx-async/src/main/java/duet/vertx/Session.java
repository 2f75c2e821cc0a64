package duet.vertx;

import duet.service.Availability;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one request does with the database, from its wish for a connection to the last row, and
 * within its time. For use on one event loop.
 */
final class Session<T> {
  private final Database database;
  private final Function<SqlConnection, Future<T>> work;
  private final Promise<T> answer = Promise.promise();
  private final Context context;
  private final long timer;
  private final Runnable whenKnown;
  private @Nullable SqlConnection connection;
  private boolean waiting;
  private boolean over;

  /** Begins. */
  Session(Database database, Function<SqlConnection, Future<T>> work) {
    this.database = database;
    this.work = work;
    this.context = database.vertx().getOrCreateContext();
    this.timer = database.vertx().setTimer(database.timeMillis(), _ -> expire());
    this.whenKnown = () -> context.runOnContext(_ -> begin());
    if (database.availability().state() instanceof Availability.State.Unknown) {
      database.availability().whenKnown(whenKnown);
    } else {
      begin();
    }
  }

  /** What the work comes to; fails when the time is up, if not before. */
  Future<T> answer() {
    return answer.future();
  }

  private void begin() {
    if (over) {
      return;
    }
    if (database.availability().state() instanceof Availability.State.Down(String why)) {
      end(Future.failedFuture(why));
      return;
    }
    waiting = true;
    database.waitingCount().increment();
    database.pool().getConnection().onComplete(this::connected);
  }

  private void connected(AsyncResult<SqlConnection> found) {
    waitNoMore();
    if (found.failed()) {
      end(Future.failedFuture(found.cause()));
      return;
    }
    SqlConnection given = found.result();
    if (over) {
      given.close();
      return;
    }
    connection = given;
    database.inUseCount().increment();
    given.exceptionHandler(_ -> {}); // without one its default prints a stack trace
    work.apply(given)
        .onComplete(
            done -> {
              // Closed or cut, the connection is given back, by which the pool knows.
              database.inUseCount().decrement();
              given.close();
              end(done);
            });
  }

  private void waitNoMore() {
    if (waiting) {
      waiting = false;
      database.waitingCount().decrement();
    }
  }

  private void end(AsyncResult<T> done) {
    if (over) {
      return;
    }
    over = true;
    database.vertx().cancelTimer(timer);
    if (done.succeeded()) {
      answer.complete(done.result());
      return;
    }
    database.monitor().doubt();
    answer.fail(done.cause());
  }

  /** A connection that the pool gives afterwards it gets back at once. */
  private void expire() {
    over = true;
    waitNoMore();
    database.availability().forget(whenKnown);
    if (connection != null) {
      cut(connection);
    }
    answer.fail("the database did not answer in time");
  }

  /**
   * Closes the socket. To close a connection as Vert.x offers it is to give it back to the pool or
   * to wait for the answer that does not come; hence the cast to an implementation class.
   */
  static void cut(SqlConnection connection) {
    if (connection instanceof SqlConnectionInternal pooled
        && pooled.unwrap().unwrap() instanceof SocketConnectionBase opened) {
      PatientDriver.cut(opened.socket().channelHandlerContext().channel());
    }
  }
}
