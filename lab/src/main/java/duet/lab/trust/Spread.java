package duet.lab.trust;

import duet.lab.stats.Location;
import java.util.Arrays;

/**
 * How trials of one arm differ from each other.
 *
 * @param trials how many there are
 * @param deviationOfLog standard deviation of their logs: 0.02 for about 2 %
 * @param lagOne autocorrelation of neighbours' logs, Σ dᵢ dᵢ₊₁ ÷ Σ dᵢ² over deviations from the
 *     mean (Box and Jenkins, <i>Time Series Analysis</i>, §2.1); NaN where all are alike
 */
public record Spread(int trials, double deviationOfLog, double lagOne) {
  /**
   * Of trials in the order in which they ran.
   *
   * @throws IllegalArgumentException if there are fewer than two, or one is not positive
   */
  public static Spread of(double[] trials) {
    if (trials.length < 2 || Arrays.stream(trials).anyMatch(each -> !(each > 0))) {
      throw new IllegalArgumentException("must be 2 at least, all > 0: " + Arrays.toString(trials));
    }
    double[] logs = Arrays.stream(trials).map(Math::log).toArray();
    double mean = Location.mean(logs);
    var squares = 0.0;
    var products = 0.0;
    for (int i = 0; i < logs.length; i++) {
      double here = logs[i] - mean;
      squares += here * here;
      products += i + 1 < logs.length ? here * (logs[i + 1] - mean) : 0;
    }
    return new Spread(
        logs.length,
        Math.sqrt(squares / (logs.length - 1)),
        squares == 0 ? Double.NaN : products / squares);
  }

  /**
   * Standard deviation of the logs of second ÷ first.
   *
   * @throws IllegalArgumentException if there are fewer than two, or one is not positive
   */
  public static double ofRatios(double[] first, double[] second) {
    double[] ratios = new double[first.length];
    Arrays.setAll(ratios, i -> second[i] / first[i]);
    return of(ratios).deviationOfLog;
  }
}
