package duet.helidon;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Helidon that sends the bytes of four of the contract's routes and has nothing else of this
 * project: what bin/cost compares the server with.
 */
public final class Bare {
  private static final Header TEXT =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain");
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header NAME =
      HeaderValues.createCached(HeaderNames.SERVER, "helidon-virtual");
  private static final byte[] OK = bytes("ok");
  private static final byte[] HELLO = bytes("Hello, World!");

  private Bare() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    DataSource pool = arguments.length < 2 ? null : pool(URI.create(arguments[1]));
    WebServer.builder()
        .host("127.0.0.1")
        .port(port)
        .routing(
            routing ->
                routing
                    .get("/", (_, response) -> response.header(TEXT).send(OK))
                    .get("/plaintext", (_, response) -> send(response, TEXT, HELLO))
                    .get("/json", (_, response) -> send(response, JSON, message()))
                    .get("/db", (_, response) -> send(response, JSON, row(pool))))
        .build()
        .start();
    System.out.println("bare Helidon listens on port " + port);
  }

  /** Helidon itself adds Connection, Content-Length and Date. */
  private static void send(ServerResponse response, Header contentType, byte[] body) {
    response.header(contentType).header(NAME).send(body);
  }

  private static byte[] message() {
    return bytes("{\"message\":\"" + hello() + "\"}");
  }

  private static byte[] row(@Nullable DataSource pool) throws SQLException {
    try (Connection connection = Objects.requireNonNull(pool).getConnection();
        PreparedStatement select =
            connection.prepareStatement("SELECT id, randomnumber FROM world WHERE id = ?")) {
      select.setInt(1, 1 + ThreadLocalRandom.current().nextInt(10_000));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return bytes("{\"id\":" + row.getInt(1) + ",\"randomNumber\":" + row.getInt(2) + "}");
      }
    }
  }

  /** The server's own driver and pool; the address has no password. */
  private static DataSource pool(URI address) {
    var config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:postgresql://%s:%d%s?prepareThreshold=1&sslmode=disable"
            .formatted(address.getHost(), address.getPort(), address.getPath()));
    config.setUsername(address.getUserInfo());
    config.setMaximumPoolSize(16);
    return new HikariDataSource(config);
  }

  /** No constant to the compiler: the object is serialised anew each time. */
  private static String hello() {
    return "Hello, World!";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
