package duet.lab.load;

import java.util.SplittableRandom;

/** When requests are planned to be sent, one after the other. One thread. */
abstract sealed class Arrivals {
  private static final double NANOS_PER_SECOND = 1e9;

  final double gapNanos;

  private Arrivals(double ratePerSecond) {
    if (!(ratePerSecond > 0)) {
      throw new IllegalArgumentException("must be > 0: ratePerSecond=" + ratePerSecond);
    }
    gapNanos = NANOS_PER_SECOND / ratePerSecond;
  }

  /**
   * The next planned send in nanoseconds after the first moment of the load; never less than the
   * one before.
   */
  abstract long next();

  /** One request every {@code 1 / ratePerSecond}, the first at once. */
  static final class Constant extends Arrivals {
    private long index;

    Constant(double ratePerSecond) {
      super(ratePerSecond);
    }

    @Override
    long next() {
      return (long) (index++ * gapNanos);
    }
  }

  /**
   * A Poisson process: gaps are independent and exponential, by inversion, {@code -ln(U) / rate}.
   * The same seed gives the same times.
   */
  static final class Poisson extends Arrivals {
    private final SplittableRandom random;
    private double at;

    Poisson(double ratePerSecond, long seed) {
      super(ratePerSecond);
      random = new SplittableRandom(seed);
    }

    @Override
    long next() {
      // nextDouble() is in [0, 1): 1 minus it is never 0.
      at -= Math.log(1 - random.nextDouble()) * gapNanos;
      return (long) at;
    }
  }
}
