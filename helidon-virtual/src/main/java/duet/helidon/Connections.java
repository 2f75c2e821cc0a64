package duet.helidon;

import duet.service.Operation;
import duet.service.Settings;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/**
 * Hands every connection to Helidon's HTTP/1.1 with a reader of ours between it and the socket. The
 * server has no other selector, so Helidon asks this one before it has read a byte.
 */
final class Connections implements ServerConnectionSelector {
  private final Http1ConnectionSelector http1;
  private final Settings settings;
  private final Operation operation;

  Connections(Http1ConnectionSelector http1, Settings settings, Operation operation) {
    this.operation = operation;
    this.http1 = http1;
    this.settings = settings;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext socket) {
    var inbound = new Inbound(socket.serverSocket(), LiveSocket.ofThisConnection());
    var requests = new RequestReader(inbound, settings, operation.accessLog().isOn());
    return new Connection(
        http1.connection(new ReadThrough(socket, requests)),
        socket.dataWriter(),
        requests,
        settings.idleTimeout(),
        socket.remotePeer().address(),
        operation);
  }
}
