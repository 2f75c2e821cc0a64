package duet.lab.stats;

import org.apache.commons.rng.UniformRandomProvider;

/** What can make the trials of one arm differ, for simulations. */
public enum Noise {
  /** Each trial for itself. */
  INDEPENDENT {
    @Override
    void shape(double[] trials, UniformRandomProvider random) {}
  },
  /** Each for itself, over a steady rise of ten spreads from the first trial to the last. */
  DRIFT {
    @Override
    void shape(double[] trials, UniformRandomProvider random) {
      for (int i = 1; i < trials.length; i++) {
        trials[i] += 10.0 * i / (trials.length - 1);
      }
    }
  },
  /** A random walk: each trial starts from where the one before was. */
  WALK {
    @Override
    void shape(double[] trials, UniformRandomProvider random) {
      for (int i = 1; i < trials.length; i++) {
        trials[i] += trials[i - 1];
      }
    }
  },
  /** Neighbours correlate by 0.9. */
  SLOW {
    @Override
    void shape(double[] trials, UniformRandomProvider random) {
      correlate(trials, 0.9);
    }
  },
  /** Neighbours correlate by 0.5, which of all such correlations serves pairs worst. */
  MIDDLING {
    @Override
    void shape(double[] trials, UniformRandomProvider random) {
      correlate(trials, 0.5);
    }
  },
  /** Each for itself, and one trial in twenty is larger by eight spreads. */
  OUTLIERS {
    @Override
    void shape(double[] trials, UniformRandomProvider random) {
      for (int i = 0; i < trials.length; i++) {
        trials[i] += random.nextDouble() < 0.05 ? 8 : 0;
      }
    }
  };

  /**
   * Turns independent standard normal numbers into this noise.
   *
   * @param trials in the order in which they run, in spreads
   */
  abstract void shape(double[] trials, UniformRandomProvider random);

  private static void correlate(double[] trials, double correlation) {
    var fresh = Math.sqrt(1 - correlation * correlation);
    for (int i = 1; i < trials.length; i++) {
      trials[i] = correlation * trials[i - 1] + fresh * trials[i];
    }
  }
}
