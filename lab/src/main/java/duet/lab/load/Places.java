package duet.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;

/**
 * The places for requests of one load: kept connections, which are opened anew when they are lost,
 * or as many that are opened for a request each. Allocates nothing for a request on a kept
 * connection; one thread.
 */
final class Places implements AutoCloseable {
  private final Connection[] connections;
  private final boolean kept;
  private final InetSocketAddress server;
  private final Selector selector;
  private final Idle idle;
  private long reconnects;

  /**
   * All are free.
   *
   * @param connections open where they are kept
   */
  Places(LoadPlan plan, Selector selector, Connection[] connections, long now) {
    this.connections = connections;
    this.selector = selector;
    kept = plan.keepAlive();
    server = plan.server();
    idle = new Idle(connections.length);
    for (Connection connection : connections) {
      idle.add(connection, now);
    }
  }

  int count() {
    return connections.length;
  }

  boolean hasFree() {
    return !idle.isEmpty();
  }

  /** Since when there has been a free one without a break. */
  long freeSinceNanos() {
    return idle.sinceNanos();
  }

  /** None was to be used until now. */
  void freeSince(long now) {
    idle.since(now);
  }

  Connection take() {
    return idle.take();
  }

  /** Connections opened anew where they are kept. */
  long reconnects() {
    return reconnects;
  }

  /** Whether this one can be written to now, or once it is connected. */
  boolean isReady(Connection connection) throws IOException {
    return connection.isOpen() || connection.connect(selector, server);
  }

  /** It is connected, without a request that waits for it. */
  void connected(Connection connection, long now) {
    idle.add(connection, now);
  }

  /** Its request is answered. */
  void answered(Connection connection, boolean persistent, long now) {
    if (kept && persistent) {
      idle.add(connection, now);
    } else {
      replace(connection, now);
    }
  }

  /** It was lost while it was free. */
  void lost(Connection connection, long now) {
    connection.close();
    idle.remove(connection);
    open(connection, now);
  }

  /** It is of no more use. */
  void replace(Connection connection, long now) {
    connection.close();
    open(connection, now);
  }

  /** A connection anew where one is kept; elsewhere the place is free. */
  private void open(Connection connection, long now) {
    if (!kept) {
      idle.add(connection, now);
      return;
    }
    reconnects++;
    try {
      if (connection.connect(selector, server)) {
        idle.add(connection, now);
      }
    } catch (IOException e) {
      connection.close(); // until the next time that closed ones are looked at
    }
  }

  /** Tries again where a connection could not be opened. */
  void reconnect(long now) {
    if (kept) {
      for (Connection connection : connections) {
        if (!connection.isOpen() && !connection.busy) {
          open(connection, now);
        }
      }
    }
  }

  @Override
  public void close() {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
