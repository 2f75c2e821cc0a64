package duet.lab.sample;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_OK;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The text that an arm's admin port answers with. */
final class AdminPage {
  private AdminPage() {}

  /**
   * Asks once, over a connection of its own that is closed afterwards, in the caller's thread.
   *
   * @param admin the base URL of the admin port, {@code http://127.0.0.1:45001}
   * @return empty when nobody listens there or there is no such page
   * @throws IOException when the arm listens but does not answer in time, or with an error
   */
  static Optional<String> read(URI admin, String path, Duration timeout) throws IOException {
    var url = admin.resolve(path).toURL();
    if (!(url.openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection connection)) {
      throw new IllegalArgumentException("must be an http URL: admin=" + admin);
    }
    connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("Accept", "text/plain");
    connection.setInstanceFollowRedirects(false);
    try {
      var status = connection.getResponseCode();
      if (status == HTTP_OK) {
        try (var body = connection.getInputStream()) {
          return Optional.of(new String(body.readAllBytes(), UTF_8));
        }
      }
      if (status == HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw new IOException("must answer 200: " + url + " answered " + status);
    } catch (ConnectException _) {
      return Optional.empty();
    } finally {
      connection.disconnect();
    }
  }
}
