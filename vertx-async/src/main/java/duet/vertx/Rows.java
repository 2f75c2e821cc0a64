package duet.vertx;

import duet.service.Answer;
import duet.service.Fortune;
import duet.service.FortunesPage;
import duet.service.Sql;
import duet.service.World;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /db}, {@code /queries}, {@code /updates}, {@code /fortunes} and {@code /cached-queries}:
 * one connection for each request, and on it one statement after the other.
 */
final class Rows {
  private final Database database;
  private final Answers answers;

  Rows(Services services, Answers answers) {
    this.database = services.database();
    this.answers = answers;
  }

  void db(HttpServerRequest request) {
    ask(
        request,
        connection ->
            connection
                .preparedQuery(Sql.SELECT_WORLD)
                .execute(Tuple.of(World.random()))
                .map(found -> Answer.json(world(only(found)).json())));
  }

  void queries(HttpServerRequest request, int count) {
    ask(
        request,
        connection ->
            read(connection, World.randomIds(count)).map(rows -> Answer.json(World.json(rows))));
  }

  void updates(HttpServerRequest request, int count) {
    ask(
        request,
        connection ->
            read(connection, World.randomIdsToWrite(count))
                .compose(
                    rows -> {
                      Arrays.setAll(rows, i -> rows[i].renewed());
                      return write(connection, rows, 0);
                    })
                .map(rows -> Answer.json(World.json(rows))));
  }

  void fortunes(HttpServerRequest request) {
    ask(
        request,
        connection ->
            connection
                .preparedQuery(Sql.SELECT_FORTUNES)
                .execute()
                .map(table -> FortunesPage.of(fortunes(table))));
  }

  void cachedQueries(HttpServerRequest request, int count) {
    Optional<World[]> rows = database.cache().random(count);
    if (rows.isPresent()) {
      answers.send(request, Rendered.of(Answer.json(World.json(rows.get()))));
    } else { // it is filled once the database has come up
      ask(
          request,
          _ ->
              Future.succeededFuture(
                  Answer.json(World.json(database.cache().random(count).orElseThrow()))));
    }
  }

  private void ask(HttpServerRequest request, Function<SqlConnection, Future<Answer>> work) {
    database.ask(work).onComplete(done -> send(request, done));
  }

  private void send(HttpServerRequest request, AsyncResult<Answer> done) {
    if (request.response().closed()) {
      return;
    }
    answers.send(request, done.succeeded() ? Rendered.of(done.result()) : Database.UNAVAILABLE);
  }

  private static Future<World[]> read(SqlConnection connection, int[] ids) {
    Promise<World[]> all = Promise.promise();
    read(connection.preparedQuery(Sql.SELECT_WORLD), ids, new World[ids.length], 0, all);
    return all.future();
  }

  /** Reads the row at that place and then those behind it. */
  private static void read(
      PreparedQuery<RowSet<Row>> select, int[] ids, World[] rows, int at, Promise<World[]> all) {
    if (at == ids.length) {
      all.complete(rows);
      return;
    }
    select
        .execute(Tuple.of(ids[at]))
        .map(found -> rows[at] = world(only(found)))
        .onSuccess(_ -> read(select, ids, rows, at + 1, all))
        .onFailure(all::fail);
  }

  /** Writes the rows from that place on, a batch after the other. */
  private static Future<World[]> write(SqlConnection connection, World[] rows, int from) {
    int to = Math.min(rows.length, from + Sql.BATCH_ROWS);
    var batch = new ArrayList<Tuple>(to - from);
    for (int i = from; i < to; i++) {
      batch.add(Tuple.of(rows[i].randomNumber(), rows[i].id()));
    }
    return connection
        .preparedQuery(Sql.UPDATE_WORLD)
        .executeBatch(batch)
        .compose(
            _ -> to == rows.length ? Future.succeededFuture(rows) : write(connection, rows, to));
  }

  private static Row only(RowSet<Row> found) {
    return found.iterator().next();
  }

  static World world(Row row) {
    return new World(row.getInteger(0), row.getInteger(1));
  }

  private static List<Fortune> fortunes(RowSet<Row> table) {
    var fortunes = new ArrayList<Fortune>(table.size());
    for (Row row : table) {
      fortunes.add(new Fortune(row.getInteger(0), row.getString(1)));
    }
    return fortunes;
  }
}
