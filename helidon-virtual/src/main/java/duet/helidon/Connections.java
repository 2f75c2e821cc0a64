package duet.helidon;

import duet.service.KeptShare;
import duet.service.Limits;
import duet.service.Operation;
import duet.service.Pace;
import duet.service.Settings;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.Socket;
import java.util.Set;

/**
 * Hands every connection to Helidon's HTTP/1.1 with a reader of ours between it and the socket. The
 * server has no other selector, so Helidon asks this one before it has read a byte.
 */
final class Connections implements ServerConnectionSelector {
  private final Http1ConnectionSelector http1;
  private final Settings settings;
  private final Limits limits;
  private final Operation operation;
  private final CutOffs cutOffs;

  /**
   * @param limits what clients may take together
   * @param operation is told of connections and requests
   * @param cutOffs looks at them
   */
  Connections(
      Http1ConnectionSelector http1,
      Settings settings,
      Limits limits,
      Operation operation,
      CutOffs cutOffs) {
    this.http1 = http1;
    this.settings = settings;
    this.limits = limits;
    this.operation = operation;
    this.cutOffs = cutOffs;
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
    Socket below = LiveSocket.ofThisConnection();
    if (!limits.connections().enter()) {
      operation.metrics().refused();
      return new RefusedConnection(below, limits.refused());
    }
    var inbound = new Inbound(socket.serverSocket(), below, limits.kept());
    var pace = new Pace(limits.pace(), System.nanoTime());
    var requests =
        new RequestReader(
            inbound, pace, new KeptShare(limits.kept()), settings, operation.accessLog().isOn());
    var writer = new PacedWriter(socket.dataWriter(), pace);
    return new Connection(
        http1.connection(new ReadThrough(socket, requests, writer)),
        writer,
        requests,
        pace,
        limits,
        socket.remotePeer().address(),
        operation,
        cutOffs);
  }
}
