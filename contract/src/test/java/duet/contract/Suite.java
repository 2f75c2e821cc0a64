package duet.contract;

import static duet.contract.ScriptedServer.say;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import duet.contract.ScriptedServer.Script;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.function.Executable;

/**
 * The suite as the subject of a test: run against a script, not waiting long for what will not
 * come.
 */
record Suite(URI base) implements HttpContract {
  private static final Duration SHORT = Duration.ofMillis(200);

  @Override
  public Wire connect() throws IOException {
    return Wire.to(base, SHORT);
  }

  /** One test of the suite. */
  interface Case {
    void run(HttpContract suite) throws IOException;
  }

  static void assertPasses(Case test, Script script) throws IOException {
    try (var server = new ScriptedServer(script)) {
      assertDoesNotThrow(() -> test.run(new Suite(server.base())));
    }
  }

  /** What the failed test says. */
  static String failure(Case test, Script script) throws IOException {
    try (var server = new ScriptedServer(script)) {
      Executable run = () -> test.run(new Suite(server.base()));
      return String.valueOf(assertThrows(Throwable.class, run).getMessage());
    }
  }

  static String date(long secondsFromNow) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
        .format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(secondsFromNow));
  }

  static String root(String connection) {
    return request(
            "HTTP/1.1 200 OK",
            "Content-Type: text/plain",
            "Content-Length: 2",
            "Date: " + date(0),
            "Connection: " + connection)
        + "ok";
  }

  static Script closing(String answer) {
    return client -> {
      say(client, answer);
      client.close();
    };
  }

  static String problem(int status, String detail, String connection) {
    String document =
        "{\"type\":\"about:blank\",\"title\":\"Refused\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(status, detail);
    return request(
            "HTTP/1.1 " + status + " Refused",
            "Content-Type: application/problem+json",
            "Content-Length: " + document.length(),
            "Date: " + date(0),
            "Server: scripted",
            "Connection: " + connection)
        + document;
  }
}
