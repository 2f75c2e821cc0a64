package duet.service;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a server's monitor has found about its database, and one line of the log for each change.
 * Safe for use by several threads; only {@link #awaitKnown} and {@link #awaitUp} block.
 */
public final class Availability {
  private static final System.Logger LOG = System.getLogger("duet.database");

  /** What was found last. */
  public sealed interface State {

    /** Nothing yet: the server has just started, or nobody has said where the database is. */
    record Unknown() implements State {}

    /** It answers and its tables are what they must. */
    record Up() implements State {}

    /**
     * It cannot be used.
     *
     * @param why in one sentence without credentials
     */
    record Down(String why) implements State {}
  }

  private final CountDownLatch known = new CountDownLatch(1);
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private volatile State state = new State.Unknown();

  public State state() {
    return state;
  }

  public boolean isUp() {
    return state instanceof State.Up;
  }

  /** The database can be used. */
  public void up(DatabaseAddress address) {
    if (!isUp()) {
      synchronized (this) {
        state = new State.Up();
        notifyAll();
      }
      LOG.log(Level.INFO, "the database answers: " + address);
      tellFirst();
    }
  }

  /** The database cannot be used; the log has the first reason of several in a row. */
  public void down(DatabaseAddress address, String reason) {
    String why = address.withoutCredentials(reason);
    boolean news = !(state instanceof State.Down);
    state = new State.Down(why);
    if (news) {
      LOG.log(Level.WARNING, "the database cannot be used: " + address + ": " + why);
      tellFirst();
    }
  }

  private void tellFirst() {
    known.countDown();
    waiting.forEach(this::tell);
  }

  private void tell(Runnable action) {
    if (waiting.remove(action)) {
      action.run();
    }
  }

  /**
   * Runs this once the first state is known, at once if it is; otherwise on the monitor's thread,
   * so it must not block.
   */
  public void whenKnown(Runnable action) {
    waiting.add(action);
    if (known.getCount() == 0) {
      tell(action);
    }
  }

  /** Does not run this any more: a state may never be known. */
  public void forget(Runnable action) {
    waiting.remove(action);
  }

  /**
   * Waits for the first state.
   *
   * @return false if it was not known within that time
   */
  public boolean awaitKnown(Duration time) throws InterruptedException {
    return known.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until the database can be used, if it takes for ever. */
  public synchronized void awaitUp() throws InterruptedException {
    while (!isUp()) {
      wait();
    }
  }

  /**
   * Why database routes answer 503, in one sentence without credentials; empty when they do not.
   */
  public Optional<String> whyNotReady() {
    return switch (state) {
      case State.Unknown() -> Optional.of("the database has not answered yet");
      case State.Up() -> Optional.empty();
      case State.Down(String why) -> Optional.of(why);
    };
  }
}
