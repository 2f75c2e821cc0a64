package duet.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the embedded backend, held open for as long as this server needs it; the kernel
 * closes it however the server ends. One thread reads; any may close.
 */
final class Lease implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5000;
  private static final Pattern NEWS =
      Pattern.compile("\\{\"backend\":\"([^\"]+)\"(?:,\"database\":\"([^\"]+)\")?}");

  /**
   * What the backend says of itself.
   *
   * @param database null until PostgreSQL answers
   */
  record News(URI backend, @Nullable URI database) {}

  private final Socket socket;
  private final BufferedReader in;

  private Lease(Socket socket, BufferedReader in) {
    this.socket = socket;
    this.in = in;
  }

  /**
   * Asks the backend that wrote its address there.
   *
   * @throws IOException if none runs, or it is about to end
   */
  static Lease take(Path address) throws IOException {
    URI uri = URI.create(Files.readString(address).lines().findFirst().orElse(""));
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "GET %s?%s HTTP/1.1\r\nHost: %s\r\n\r\n"
              .formatted(uri.getPath(), uri.getQuery(), uri.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      @Nullable String line = in.readLine();
      if (line == null || !line.startsWith("HTTP/1.1 200 ")) {
        throw new IOException("no lease to be had from " + uri + ": " + line);
      }
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      socket.setSoTimeout(0);
      return new Lease(socket, in);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Blocks until there is something new; null once the backend has ended. */
  @Nullable News next() throws IOException {
    @Nullable String line = in.readLine();
    if (line == null) {
      return null;
    }
    Matcher news = NEWS.matcher(line);
    if (!news.matches()) {
      throw new IOException("the backend says what cannot be understood: " + line);
    }
    @Nullable String database = news.group(2);
    return new News(URI.create(news.group(1)), database == null ? null : URI.create(database));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The kernel closes it with this process at the latest.
    }
  }
}
