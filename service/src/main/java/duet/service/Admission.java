package duet.service;

/**
 * How many requests a server answers at once; one more is refused at once, with 503. Nobody waits:
 * a queue before a server that is behind makes all of them late. Safe for use by several threads;
 * never blocks.
 *
 * <p>The rule is that of Helidon's {@code FixedLimit} and {@code AimdLimit} without a queue, which
 * the other server uses; a test of that server holds the two to the same decisions.
 */
public sealed interface Admission {

  /**
   * Whether a request may be answered: if so, either {@link #answered} or {@link #givenUp} is told
   * of it once.
   *
   * @return how many are being answered, this one included; 0 if it may not
   */
  int enter();

  /**
   * It has been answered.
   *
   * @param number what {@link #enter} returned
   * @param nanos that it took
   */
  void answered(int number, long nanos);

  /** Its client has gone, which says nothing of the server. */
  void givenUp();

  /** How many may be answered at once, as it is now. */
  int limit();

  /** How many are being answered. */
  int inside();

  /** Whether {@link #answered} looks at the time. */
  boolean goesByTime();

  /** What the settings say. */
  static Admission of(Settings settings) {
    return settings.adaptsAdmission()
        ? new Adaptive(settings.maxRequests(), settings.admissionTime().toNanos())
        : new Fixed(settings.maxRequests());
  }

  /** The same limit always. */
  final class Fixed implements Admission {
    private final Places places;

    /**
     * @param most ≥ 1
     */
    public Fixed(int most) {
      places = new Places(most);
    }

    @Override
    public int enter() {
      return places.enter() ? Math.max(1, places.taken()) : 0;
    }

    @Override
    public void answered(int number, long nanos) {
      places.leave();
    }

    @Override
    public void givenUp() {
      places.leave();
    }

    @Override
    public int limit() {
      return places.most();
    }

    @Override
    public int inside() {
      return Math.min(places.taken(), places.most());
    }

    @Override
    public boolean goesByTime() {
      return false;
    }
  }

  /**
   * Additive increase, multiplicative decrease (Chiu and Jain, 1989): an answer in time raises the
   * limit by one where at least half of it was used, one that is late lowers it by a tenth.
   */
  final class Adaptive implements Admission {
    /** It never falls below, so that it can find out that things are better. */
    public static final int LEAST = 20;

    /** What is left of it when it falls. */
    public static final double BACKOFF = 0.9;

    private final int least;
    private final int most;
    private final long lateNanos;
    private int limit;
    private int inside;

    /**
     * @param most ≥ 1
     * @param lateNanos an answer that takes longer is late
     */
    public Adaptive(int most, long lateNanos) {
      this.most = most;
      this.least = Math.min(LEAST, most);
      this.lateNanos = lateNanos;
      this.limit = least;
    }

    @Override
    public synchronized int enter() {
      return inside < limit ? ++inside : 0;
    }

    @Override
    public synchronized void answered(int number, long nanos) {
      inside--;
      if (nanos > lateNanos) {
        limit = Math.max(least, (int) (limit * BACKOFF));
      } else if (number * 2 >= limit) {
        limit = Math.min(most, limit + 1);
      }
    }

    @Override
    public synchronized void givenUp() {
      inside--;
    }

    @Override
    public synchronized int limit() {
      return limit;
    }

    @Override
    public synchronized int inside() {
      return inside;
    }

    @Override
    public boolean goesByTime() {
      return true;
    }
  }
}
