package duet.service;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The embedded backend, shared with the other server of this checkout and ended by the last of
 * them. One daemon thread takes the lease, starts the backend if none runs, and does both again if
 * it is lost.
 */
final class LeasedBackend implements Upstreams {
  private static final System.Logger LOG = System.getLogger(LeasedBackend.class.getName());
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final BackendProgram program;
  private final @Nullable URI fixedDatabase;
  private final @Nullable URI fixedBackend;
  private final List<Consumer<URI>> listeners = new ArrayList<>();
  private final Thread keeper = Thread.ofPlatform().daemon().name("lease").unstarted(this::keep);
  private volatile @Nullable URI database;
  private volatile @Nullable URI backend;
  private volatile boolean closed;
  private @Nullable Lease lease;
  private @Nullable Process process;

  private LeasedBackend(
      BackendProgram program, @Nullable URI fixedDatabase, @Nullable URI fixedBackend) {
    this.program = program;
    this.fixedDatabase = fixedDatabase;
    this.fixedBackend = fixedBackend;
    database = fixedDatabase;
    backend = fixedBackend;
  }

  /**
   * Returns at once.
   *
   * @param fixedDatabase where it is given, the embedded one's address is not used
   * @param fixedBackend likewise
   */
  static LeasedBackend open(
      BackendProgram program, @Nullable URI fixedDatabase, @Nullable URI fixedBackend) {
    var leased = new LeasedBackend(program, fixedDatabase, fixedBackend);
    leased.keeper.start();
    return leased;
  }

  @Override
  public Optional<URI> database() {
    return Optional.ofNullable(database);
  }

  @Override
  public Optional<URI> backend() {
    return Optional.ofNullable(backend);
  }

  @Override
  public void whenDatabase(Consumer<URI> listener) {
    @Nullable URI known;
    synchronized (this) {
      listeners.add(listener);
      known = database;
    }
    if (known != null) {
      listener.accept(known);
    }
  }

  @Override
  public boolean awaitDatabase(Duration time) throws InterruptedException {
    return await(() -> database != null, time);
  }

  @Override
  public boolean awaitBackend(Duration time) throws InterruptedException {
    return await(() -> backend != null, time);
  }

  private synchronized boolean await(BooleanSupplier known, Duration time)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!known.getAsBoolean()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (lease != null) {
      lease.close();
    }
    keeper.interrupt();
  }

  private void keep() {
    Duration rest = LOOK;
    while (!closed) {
      if (holdLease()) {
        rest = LOOK;
      } else {
        rest = startIfNoneStarts(rest);
      }
      try {
        Thread.sleep(rest);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * Returns once the lease is lost.
   *
   * @return false if there was none to be had
   */
  private boolean holdLease() {
    try (Lease taken = Lease.take(program.address())) {
      synchronized (this) {
        lease = taken;
        if (closed) {
          return true;
        }
      }
      for (Lease.@Nullable News news; (news = taken.next()) != null; ) {
        learn(news);
      }
    } catch (IOException | IllegalArgumentException e) {
      // None runs, or it ended, or what its address file says is no address: a new one writes it.
    }
    synchronized (this) {
      boolean held = lease != null;
      lease = null;
      return held;
    }
  }

  private void learn(Lease.News news) {
    List<Consumer<URI>> told;
    @Nullable URI known = news.database();
    synchronized (this) {
      if (fixedBackend == null) {
        backend = news.backend();
      }
      if (known == null || fixedDatabase != null) {
        notifyAll();
        return;
      }
      database = known;
      told = List.copyOf(listeners);
      notifyAll();
    }
    told.forEach(listener -> listener.accept(known));
  }

  /**
   * @return how long to rest before the next attempt
   */
  private Duration startIfNoneStarts(Duration rest) {
    @Nullable Process last = process;
    if (last != null && last.isAlive()) {
      return LOOK;
    }
    boolean failed = last != null && last.exitValue() != 0;
    try {
      process = program.start();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the embedded backend cannot be started: " + e.getMessage());
      failed = true;
    }
    if (!failed) {
      return LOOK;
    }
    LOG.log(Level.WARNING, "the embedded backend has failed; see " + program.log());
    Duration longer = rest.multipliedBy(2);
    return longer.compareTo(LONGEST_REST) < 0 ? longer : LONGEST_REST;
  }
}
