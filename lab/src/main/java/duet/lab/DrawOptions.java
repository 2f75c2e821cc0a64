package duet.lab;

import duet.lab.plan.PlanException;
import duet.lab.trust.Draws;
import picocli.CommandLine.Option;

/** How comparisons are drawn from what was recorded. */
final class DrawOptions {
  private static final int MOST_SHUFFLES = 1_000_000;

  @Option(
      names = "--shuffles",
      paramLabel = "N",
      defaultValue = "1000",
      description = "of the recorded pairs, 1..1000000; default 1000")
  private int shuffles;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "10",
      description = "of each drawn comparison, 5..1000; default 10")
  private int pairs;

  /**
   * Looks before hours are spent.
   *
   * @throws PlanException in one line that names the flag
   */
  void check() throws PlanException {
    if (shuffles < 1 || shuffles > MOST_SHUFFLES) {
      throw new PlanException("--shuffles must be 1.." + MOST_SHUFFLES + ": " + shuffles);
    }
    if (pairs < 5 || pairs > 1000) {
      throw new PlanException("--pairs must be 5..1000: " + pairs);
    }
  }

  /** From so many recorded pairs: a comparison has no more than there are. */
  Draws of(int recorded, long seed) {
    return new Draws(Math.min(pairs, recorded), shuffles, seed);
  }

  /**
   * Looks whether so many trials are enough to draw one comparison from.
   *
   * @throws PlanException in one line that names the flag
   */
  void checkTrials(int trials) throws PlanException {
    if (trials < pairs) {
      throw new PlanException("--trials must be at least --pairs, %d: %d".formatted(pairs, trials));
    }
  }
}
