package duet.service;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server talks to itself: the database and the backend of {@code /fetch} and {@code
 * /gather}. Safe for use by several threads; only {@link #awaitDatabase} and {@link #awaitBackend}
 * block.
 *
 * <p>An address once known stays until another takes its place, whether anything answers there or
 * not: what is embedded comes back on the same ports if it can.
 */
public sealed interface Upstreams extends AutoCloseable permits FixedUpstreams, LeasedBackend {

  /**
   * What the settings name. Returns at once; what is embedded comes up meanwhile.
   *
   * @throws IOException in one line, if the embedded ones are wanted but have not been built
   */
  static Upstreams of(Settings settings) throws IOException {
    return of(given(settings.database()), given(settings.backend()));
  }

  private static @Nullable URI given(String address) {
    return address.equals("embedded") ? null : URI.create(address);
  }

  /**
   * Returns at once; what is embedded comes up meanwhile.
   *
   * @param database null for the embedded one
   * @param backend null for the embedded one
   * @throws IOException in one line, if the embedded ones are wanted but have not been built
   */
  static Upstreams of(@Nullable URI database, @Nullable URI backend) throws IOException {
    return database != null && backend != null
        ? new FixedUpstreams(database, backend)
        : LeasedBackend.open(BackendProgram.find(), database, backend);
  }

  /** Addresses that never change; null for one that there is not. Nothing of ours is started. */
  static Upstreams fixed(@Nullable URI database, @Nullable URI backend) {
    return new FixedUpstreams(database, backend);
  }

  /**
   * {@code postgresql://user:password@host:port/name}; empty until it is known. A volatile read.
   */
  Optional<URI> database();

  /** {@code http://host:port}; empty until it is known. A volatile read. */
  Optional<URI> backend();

  /**
   * Tells where the database is, at once if that is known. It tells again, perhaps the same
   * address, when the embedded database may be another one than before: look at the tables anew.
   *
   * @param listener must not block; runs on the caller's thread or one of this class
   */
  void whenDatabase(Consumer<URI> listener);

  /**
   * Waits until the database's address is known.
   *
   * @return false if it is not within that time
   */
  boolean awaitDatabase(Duration time) throws InterruptedException;

  /**
   * Waits until the backend's address is known.
   *
   * @return false if it is not within that time
   */
  boolean awaitBackend(Duration time) throws InterruptedException;

  /** Gives the lease back: what is embedded ends once the last server has. */
  @Override
  void close();
}
