package duet.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the backend takes connections: tried when somebody asks whether the server is ready, once
 * a second at most. No request is made, so that the backend's own counts stay what they are. Safe
 * for use by several threads; it blocks no longer than {@link #PATIENCE} for each that waits.
 */
final class BackendReach implements Readiness.Check {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Supplier<Optional<URI>> address;
  private @Nullable URI tried;
  private long triedNanos;
  private Optional<String> found = Optional.empty();

  /**
   * @param address where it is; empty until that is known
   */
  BackendReach(Supplier<Optional<URI>> address) {
    this.address = address;
  }

  @Override
  public synchronized Optional<String> whyNot() {
    Optional<URI> known = address.get();
    if (known.isEmpty()) {
      return Optional.of("it has not been said yet where the backend is");
    }
    if (!known.get().equals(tried) || System.nanoTime() - triedNanos > PATIENCE.toNanos()) {
      found = refusal(known.get());
      tried = known.get();
      triedNanos = System.nanoTime();
    }
    return found;
  }

  private static Optional<String> refusal(URI backend) {
    var address = new InetSocketAddress(BackendCall.host(backend), BackendCall.port(backend));
    try (var socket = new Socket()) {
      socket.setReuseAddress(true); // its end stays in nobody's way, whatever port it has
      socket.connect(address, (int) PATIENCE.toMillis());
      return Optional.empty();
    } catch (IOException _) {
      return Optional.of(
          "the backend at %s:%d takes no connection"
              .formatted(backend.getHost(), BackendCall.port(backend)));
    }
  }
}
