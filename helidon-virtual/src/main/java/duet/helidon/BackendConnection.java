package duet.helidon;

import duet.service.BackendCall;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One kept connection to the backend, for use by one virtual thread at a time. */
final class BackendConnection {
  private static final Tls PLAIN = Tls.builder().enabled(false).build();

  private final WebClient client;
  private final URI address;
  private final ClientConnection connection;
  private boolean open = true;
  private volatile long restingSinceNanos;

  private BackendConnection(WebClient client, URI address) {
    this.client = client;
    this.address = address;
    var settings = client.prototype();
    var key =
        ConnectionKey.create(
            "http",
            BackendCall.host(address),
            BackendCall.port(address),
            PLAIN,
            settings.dnsResolver(),
            settings.dnsAddressLookup(),
            Proxy.noProxy());
    this.connection =
        TcpClientConnection.create(client, key, List.of(), _ -> true, _ -> open = false);
  }

  /** Connects. */
  static BackendConnection open(WebClient client, URI address)
      throws CallException, InterruptedException {
    var opened = new BackendConnection(client, address);
    try {
      opened.connection.connect();
    } catch (RuntimeException e) {
      throw failure(e, false);
    }
    return opened;
  }

  /** False once the backend or a failure has ended it. */
  boolean isOpen() {
    return open;
  }

  /** Whether it may be used again, and for that address. */
  boolean mayServe(URI wanted) {
    return address.equals(wanted) && !hasRested();
  }

  /** Whether it has not been used for too long. */
  boolean hasRested() {
    return System.nanoTime() - restingSinceNanos >= BackendCall.LONGEST_REST.toNanos();
  }

  /** The content of a whole answer with status 200; any other outcome closes the connection. */
  byte[] get(String path) throws CallException, InterruptedException {
    boolean begun = false;
    try {
      HttpClientResponse response =
          client
              .get()
              .uri(address.resolve(path))
              .connection(connection)
              .readTimeout(Duration.ZERO)
              .request();
      begun = true;
      byte[] content = content(response);
      response.close(); // only here: to close one that has failed is to wait for its rest
      restingSinceNanos = System.nanoTime();
      return content;
    } catch (RuntimeException | IOException e) {
      close();
      throw failure(e, begun);
    }
  }

  private static byte[] content(HttpClientResponse response) throws IOException {
    boolean endsVisibly =
        response.headers().contains(HeaderNames.CONTENT_LENGTH)
            || response.headers().contains(HeaderNames.TRANSFER_ENCODING);
    if (response.status().code() != 200 || !endsVisibly) {
      throw new IOException("status " + response.status().code());
    }
    long announced = response.headers().contentLength().orElse(BackendCall.LARGEST_ANSWER_BYTES);
    int most = (int) Math.min(announced, BackendCall.LARGEST_ANSWER_BYTES);
    InputStream in = response.entity().inputStream();
    byte[] content = in.readNBytes(most + 1); // buffers are as large as what is asked for
    if (content.length > BackendCall.LARGEST_ANSWER_BYTES) {
      throw new IOException("more than " + BackendCall.LARGEST_ANSWER_BYTES + " bytes");
    }
    return content;
  }

  /** Ends it; the backend sees that. */
  void close() {
    connection.closeResource();
  }

  /** Helidon wraps what an interrupt does to a socket, as it does any failure. */
  private static CallException failure(Exception e, boolean answerBegun)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return new CallException(e, answerBegun);
  }
}
