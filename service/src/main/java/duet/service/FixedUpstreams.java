package duet.service;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Addresses that were given; null for one that there is not, and never will be. */
record FixedUpstreams(@Nullable URI databaseUri, @Nullable URI backendUri) implements Upstreams {

  @Override
  public Optional<URI> database() {
    return Optional.ofNullable(databaseUri);
  }

  @Override
  public Optional<URI> backend() {
    return Optional.ofNullable(backendUri);
  }

  @Override
  public void whenDatabase(Consumer<URI> listener) {
    database().ifPresent(listener);
  }

  @Override
  public boolean awaitDatabase(Duration time) {
    return databaseUri != null;
  }

  @Override
  public boolean awaitBackend(Duration time) {
    return backendUri != null;
  }

  @Override
  public void close() {
    // nothing of ours
  }
}
