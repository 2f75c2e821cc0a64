package duet.helidon;

import duet.service.BackendCall;
import duet.service.PoolFigures;
import duet.service.Settings;
import duet.service.Upstreams;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webclient.api.WebClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The service that {@code /fetch} and {@code /gather} call: one pool of kept connections for all
 * virtual threads. Safe for use by several of them.
 *
 * <p>Helidon's own cache of connections has no limit, wakes a thread for each idle connection ten
 * times a second, and loses a connection unclosed when the thread that uses it is interrupted.
 */
final class Backend implements PoolFigures {
  /** Vert.x looks as often. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Settings settings;
  private final Upstreams upstreams;
  private final WebClient client;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<BackendConnection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean watched = new AtomicBoolean();

  Backend(Settings settings, Upstreams upstreams) {
    this.settings = settings;
    this.upstreams = upstreams;
    this.client =
        WebClient.builder()
            .servicesDiscoverServices(false)
            .protocolConfigsDiscoverServices(false)
            .shareConnectionCache(false)
            .followRedirects(false)
            .socketOptions(
                SocketOptions.builder()
                    .tcpNoDelay(settings.tcpNoDelay())
                    .connectTimeout(settings.backendTime())
                    .build())
            .build();
    this.permits = new Semaphore(settings.backendConnections(), true);
  }

  /** Where it listens; empty until that is known. */
  Optional<URI> address() {
    return upstreams.backend();
  }

  /**
   * Calls and blocks until the answer is there, however long that takes. An interrupt gives the
   * call up: its connection is closed, by which the backend can tell.
   *
   * <p>The backend may close a kept connection at the moment it is used again. A call that finds it
   * so, before any head of an answer has come, is made once more on a new one: GET may be repeated
   * (RFC 9110 §9.2.2).
   *
   * @return the content of a whole answer with status 200
   * @throws CallException on every other outcome
   */
  byte[] call(URI address, int millis) throws CallException, InterruptedException {
    String path = BackendCall.path(millis);
    permits.acquire();
    try {
      BackendConnection kept = kept(address);
      if (kept != null) {
        try {
          return exchange(kept, path);
        } catch (CallException e) {
          if (e.answerBegun()) {
            throw e;
          }
        }
      }
      return exchange(BackendConnection.open(client, address), path);
    } finally {
      permits.release();
    }
  }

  private byte[] exchange(BackendConnection connection, String path)
      throws CallException, InterruptedException {
    byte[] answer = connection.get(path);
    if (connection.isOpen()) {
      idle.addFirst(connection);
      if (!watched.get()) {
        Thread.startVirtualThread(this::closeTheRested);
      }
    }
    return answer;
  }

  /** As long as connections rest, closes those that have rested too long, unless another does. */
  private void closeTheRested() {
    try {
      while (!idle.isEmpty() && watched.compareAndSet(false, true)) {
        while (!idle.isEmpty()) {
          Thread.sleep(LOOK);
          for (var oldest = idle.peekLast();
              oldest != null && oldest.hasRested() && idle.removeLastOccurrence(oldest);
              oldest = idle.peekLast()) {
            oldest.close();
          }
        }
        watched.set(false);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody interrupts it
    }
  }

  /** The connection used last, if there is one. */
  private @Nullable BackendConnection kept(URI address) {
    for (var newest = idle.pollFirst(); newest != null; newest = idle.pollFirst()) {
      if (newest.mayServe(address)) {
        return newest;
      }
      newest.close();
    }
    return null;
  }

  /** Closes the connections that rest. */
  void close() {
    for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
      kept.close();
    }
  }

  @Override
  public int inUse() {
    return settings.backendConnections() - permits.availablePermits();
  }

  @Override
  public int idle() {
    return idle.size();
  }

  @Override
  public int waiting() {
    return permits.getQueueLength();
  }

  /** What the client was built with, in the words of {@link Settings#inWords()}. */
  Map<String, String> inForce() {
    return Map.of(
        "backendConnections",
        Integer.toString(settings.backendConnections()),
        "backendSeconds",
        Long.toString(client.prototype().socketOptions().connectTimeout().toSeconds()));
  }
}
