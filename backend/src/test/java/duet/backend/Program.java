package duet.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The backend as a process of its own. */
record Program(Path run, Process process) {
  private static final Pattern DATABASE =
      Pattern.compile("\\{\"backend\":\"[^\"]+\",\"database\":\"([^\"]+)\"}\n");

  static Program start(Path run) throws IOException {
    Files.createDirectories(run);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-classpath",
                "target/classes"
                    + System.getProperty("path.separator")
                    + Files.readString(Path.of("target/classpath")).strip(),
                "duet.backend.Main",
                "--run=" + run,
                "--binaries=target/postgresql")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(run.resolve("log").toFile()))
            .start();
    return new Program(run, process);
  }

  /** The URL of its lease, once it listens. */
  URI lease() throws Exception {
    return Eventually.sees(() -> Address.read(run.resolve("address")), Optional::isPresent)
        .orElseThrow()
        .lease();
  }

  /** A connection that keeps it alive. */
  Client lease(URI lease) throws IOException {
    var client = new Client(lease);
    client.send("GET " + lease.getPath() + "?" + lease.getQuery() + " HTTP/1.1\r\n\r\n");
    return client;
  }

  /** Waits for the line of a lease that names it. */
  static URI database(Client lease) throws IOException {
    Matcher line = DATABASE.matcher(lease.upTo("postgres\"}\n"));
    assertTrue(line.find());
    return URI.create(line.group(1));
  }

  Postmaster postmaster() throws Exception {
    return Eventually.sees(() -> Postmaster.on(run.resolve("data")), Optional::isPresent)
        .orElseThrow();
  }

  int exitCode() throws Exception {
    boolean ended = process.waitFor(10, TimeUnit.SECONDS);
    assertTrue(ended, "it does not end:\n" + Files.readString(run.resolve("log")));
    return process.exitValue();
  }

  /** Runs statements; the first column of the last one's first row, if it has any. */
  static String sql(URI database, String... statements) throws SQLException {
    String url =
        "jdbc:postgresql://%s:%d%s?user=postgres&loginTimeout=10"
            .formatted(database.getHost(), database.getPort(), database.getPath());
    String last = "";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        if (statement.execute(text)) {
          try (ResultSet rows = statement.getResultSet()) {
            last = rows.next() ? rows.getString(1) : "";
          }
        }
      }
    }
    return last;
  }
}
