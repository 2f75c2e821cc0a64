package duet.helidon;

import duet.service.Answer;
import duet.service.Fortune;
import duet.service.FortunesPage;
import duet.service.Sql;
import duet.service.World;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code /db}, {@code /queries}, {@code /updates}, {@code /fortunes} and {@code /cached-queries}:
 * one connection for each request, and on it one statement after the other.
 */
final class Rows {
  private static final String SELECT_WORLD = Sql.jdbc(Sql.SELECT_WORLD);
  private static final String UPDATE_WORLD = Sql.jdbc(Sql.UPDATE_WORLD);

  private final Database database;
  private final Answers answers;

  Rows(Services services, Answers answers) {
    this.database = services.database();
    this.answers = answers;
  }

  void db(ServerRequest request, ServerResponse response) throws InterruptedException {
    ask(
        request,
        response,
        session -> {
          try (PreparedStatement select = session.prepare(SELECT_WORLD)) {
            return Answer.json(read(select, World.random()).json());
          }
        });
  }

  void queries(ServerRequest request, ServerResponse response, int count)
      throws InterruptedException {
    ask(
        request,
        response,
        session -> Answer.json(World.json(read(session, World.randomIds(count)))));
  }

  void updates(ServerRequest request, ServerResponse response, int count)
      throws InterruptedException {
    ask(
        request,
        response,
        session -> {
          World[] rows = read(session, World.randomIdsToWrite(count));
          Arrays.setAll(rows, i -> rows[i].renewed());
          write(session, rows);
          return Answer.json(World.json(rows));
        });
  }

  void fortunes(ServerRequest request, ServerResponse response) throws InterruptedException {
    ask(
        request,
        response,
        session -> {
          try (PreparedStatement select = session.prepare(Sql.SELECT_FORTUNES);
              ResultSet table = select.executeQuery()) {
            return FortunesPage.of(fortunes(table));
          }
        });
  }

  void cachedQueries(ServerRequest request, ServerResponse response, int count)
      throws InterruptedException {
    Optional<World[]> rows = database.cache().random(count);
    if (rows.isPresent()) {
      answers.send(request, response, Rendered.of(Answer.json(World.json(rows.get()))));
    } else { // it is filled once the database has come up
      ask(
          request,
          response,
          _ -> Answer.json(World.json(database.cache().random(count).orElseThrow())));
    }
  }

  private void ask(ServerRequest request, ServerResponse response, Database.Work<Answer> work)
      throws InterruptedException {
    Rendered answer;
    try {
      answer = Rendered.of(database.ask(work));
    } catch (SQLException _) {
      answer = Database.UNAVAILABLE;
    }
    answers.send(request, response, answer);
  }

  private static World[] read(Session session, int[] ids) throws SQLException {
    var rows = new World[ids.length];
    try (PreparedStatement select = session.prepare(SELECT_WORLD)) {
      for (int i = 0; i < ids.length; i++) {
        rows[i] = read(select, ids[i]);
      }
    }
    return rows;
  }

  private static World read(PreparedStatement select, int id) throws SQLException {
    select.setInt(1, id);
    try (ResultSet found = select.executeQuery()) {
      found.next();
      return world(found);
    }
  }

  /** Writes the rows, a batch after the other. */
  private static void write(Session session, World[] rows) throws SQLException {
    try (PreparedStatement update = session.prepare(UPDATE_WORLD)) {
      for (int from = 0; from < rows.length; from += Sql.BATCH_ROWS) {
        write(update, rows, from, Math.min(rows.length, from + Sql.BATCH_ROWS));
      }
    }
  }

  private static void write(PreparedStatement update, World[] rows, int from, int to)
      throws SQLException {
    for (int i = from; i < to; i++) {
      update.setInt(1, rows[i].randomNumber());
      update.setInt(2, rows[i].id());
      if (to - from > 1) {
        update.addBatch();
      }
    }
    if (to - from > 1) {
      update.executeBatch();
    } else {
      update.executeUpdate(); // pgjdbc would not keep the statement of a batch of one
    }
  }

  static World world(ResultSet row) throws SQLException {
    return new World(row.getInt(1), row.getInt(2));
  }

  private static List<Fortune> fortunes(ResultSet table) throws SQLException {
    var fortunes = new ArrayList<Fortune>();
    while (table.next()) {
      fortunes.add(new Fortune(table.getInt(1), table.getString(2)));
    }
    return fortunes;
  }
}
