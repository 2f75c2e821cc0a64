package duet.lab.stats;

import java.util.Locale;

/**
 * The table of docs/decisions/0014-what-a-block-is.md: false alarms and what is found of a true
 * difference, by what a block is and how its resamples become an interval.
 */
final class BlockChoice {
  private static final int RESAMPLES = 999;
  private static final double CONFIDENCE = 0.95;
  private static final long SEED = 14;
  private static final double[] SPREADS = {0.01, 0.02, 0.03};

  /** So narrow that nothing is equivalent, as the alternatives know no band. */
  private static final double NO_BAND = 1e-9;

  static final Coverage.Methods PAIRS =
      seed -> new Judge(NO_BAND, CONFIDENCE, 1, seed, RESAMPLES)::judge;

  static final Coverage.Methods QUADRUPLES =
      seed ->
          (first, second) ->
              Resampled.of(neighboursMean(first), neighboursMean(second), RESAMPLES, seed)
                  .symmetric(CONFIDENCE);

  static final Coverage.Methods EQUAL_TAILED =
      seed ->
          (first, second) -> Resampled.of(first, second, RESAMPLES, seed).equalTailed(CONFIDENCE);

  static final Coverage.Methods PERCENTILE =
      seed ->
          (first, second) -> Resampled.of(first, second, RESAMPLES, seed).percentile(CONFIDENCE);

  private BlockChoice() {}

  /** Of 2 % from trial to trial and no difference. */
  static Proportion misses(Coverage.Methods method, Noise noise, int trials, int comparisons) {
    return Coverage.simulate(noise, 0.02, trials, 1, comparisons, SEED, method).misses();
  }

  /** Of 2 % from trial to trial and a difference of 5 %. */
  static Proportion found(Coverage.Methods method, Noise noise, int trials, int comparisons) {
    return Coverage.simulate(noise, 0.02, trials, 1.05, comparisons, SEED, method).differences();
  }

  /** An argument, if any, is the number of comparisons for each rate. */
  public static void main(String[] args) {
    var comparisons = args.length == 0 ? 2000 : Integer.parseInt(args[0]);
    System.out.println("false alarms % / found of 5 % at 1 %, 2 %, 3 % from trial to trial");
    System.out.println(
        "| noise | trials | pairs | quadruples | pairs, each tail | pairs, percentile |");
    System.out.println("|---|---|---|---|---|---|");
    for (var noise : Noise.values()) {
      for (var trials : new int[] {5, 6, 10, 20}) {
        var row = new StringBuilder("| ").append(noise).append(" | ").append(trials);
        for (var method : new Coverage.Methods[] {PAIRS, QUADRUPLES, EQUAL_TAILED, PERCENTILE}) {
          row.append(" | ").append(cell(method, noise, trials, comparisons));
        }
        System.out.println(row.append(" |"));
      }
    }
  }

  private static String cell(Coverage.Methods method, Noise noise, int trials, int comparisons) {
    var cell =
        new StringBuilder(
            String.format(
                Locale.ROOT, "%.1f /", 100 * misses(method, noise, trials, comparisons).rate()));
    for (var spread : SPREADS) {
      var found =
          Coverage.simulate(noise, spread, trials, 1.05, comparisons, SEED, method).differences();
      cell.append(String.format(Locale.ROOT, " %.0f", 100 * found.rate()));
    }
    return cell.toString();
  }

  /**
   * Halves the trials: each ABBA quadruple has two of either arm. An odd one at the end is lost.
   */
  private static double[] neighboursMean(double[] trials) {
    var means = new double[trials.length / 2];
    for (int i = 0; i < means.length; i++) {
      means[i] = (trials[2 * i] + trials[2 * i + 1]) / 2;
    }
    return means;
  }
}
