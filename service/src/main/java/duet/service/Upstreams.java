package duet.service;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server talks to. Safe for use by several threads; no method blocks. */
public interface Upstreams extends AutoCloseable {

  /**
   * Address of the database, {@code postgresql://user:password@host:port/name}; empty until it is
   * known.
   */
  Optional<URI> database();

  /** Address of the backend, {@code http://host:port}; empty until it is known. */
  Optional<URI> backend();

  @Override
  void close();

  /** Addresses that never change; null for one that there is not. */
  static Upstreams fixed(@Nullable URI database, @Nullable URI backend) {
    return new Upstreams() {
      @Override
      public Optional<URI> database() {
        return Optional.ofNullable(database);
      }

      @Override
      public Optional<URI> backend() {
        return Optional.ofNullable(backend);
      }

      @Override
      public void close() {}
    };
  }
}
