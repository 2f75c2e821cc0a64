package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.stats.Judge;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final Judge JUDGE = new Judge(0.03, 0.95, 1, 7, 399);

  @Test
  void whatIsBuiltInIsAlwaysFoundAndOnItsSide() {
    double[] first = normal(30, 0.01, 1);
    double[] second = Arrays.stream(normal(30, 0.01, 2)).map(each -> 1.2 * each).toArray();

    Draws.Said slower = new Draws(10, 20, 1).of(first, second, JUDGE, 1.2);
    assertEquals(60, slower.found().count());
    assertEquals(60, slower.right().count());
    assertEquals(60, slower.apart().count());
    assertEquals(1.2, slower.median(), 0.01);
    assertTrue(slower.least() > 1.17 && slower.greatest() < 1.23, slower.toString());

    Draws.Said faster = new Draws(10, 20, 1).of(second, first, JUDGE, 1 / 1.2);
    assertEquals(60, faster.right().count());
  }

  @Test
  void aDifferenceOnTheWrongSideIsFoundAndNotRight() {
    double[] slow = Arrays.stream(normal(10, 0.01, 3)).map(each -> 1.2 * each).toArray();
    Draws.Said said = new Draws(10, 3, 1).of(slow, normal(10, 0.01, 4), JUDGE, 1.2);
    assertEquals(3, said.found().count());
    assertEquals(0, said.right().count());
    assertEquals(3, said.misses().count());
  }

  /** A third of the resamples of five pairs leave out the odd one, and have no spread at all. */
  @Test
  void whereAllTrialsAreAlikeButOneThereIsNoIntervalAndNoAlarm() {
    double[] first = {1, 1, 1, 1, 1};
    double[] second = {1, 1, 2, 1, 1};
    Draws.Said said = new Draws(5, 50, 5).ofNothing(first, second, JUDGE);
    assertEquals(50, said.found().of());
    assertEquals(0, said.found().count());
    assertEquals(0, said.misses().count());
    assertEquals(0, said.intervals());
    assertEquals(Double.NaN, said.median());
  }

  @Test
  void whatIsPutOffGoesWithItsTrialWhereverThatIsDrawn() {
    double[] first = normal(30, 0.01, 1);
    double[] second = Arrays.stream(normal(30, 0.01, 2)).map(each -> 0.9 * each).toArray();
    double[] none = new double[30];
    double[] much = Arrays.stream(second).map(each -> each / 4).toArray();
    Draws draws = new Draws(10, 20, 1);

    assertEquals(60, draws.of(first, second, JUDGE, 0.9).right().count());
    assertEquals(0, draws.of(first, second, JUDGE, Judging.ofCpu(none, much), 0.9).found().count());
    assertEquals(
        60, draws.of(first, second, JUDGE, Judging.ofCpu(much, none), 0.9).right().count());

    Judging swapping =
        (_, a, b, drawn, swapped) -> {
          for (int i = 0; i < drawn.length; i++) {
            assertEquals((swapped[i] ? second : first)[drawn[i]], a[i]);
            assertEquals((swapped[i] ? first : second)[drawn[i]], b[i]);
          }
          return JUDGE.judge(a, b);
        };
    assertEquals(60, draws.ofNothing(first, second, JUDGE, swapping).found().of());
  }

  /** Pairs of 1 and 2: all 2s on one side give 2, all on the other 1/2, k of five in between. */
  @Test
  void inEachPairTheCoinDecidesWhichTrialIsWhose() {
    double[] ones = {1, 1, 1, 1, 1};
    double[] twos = {2, 2, 2, 2, 2};
    Draws.Said tossed = new Draws(5, 400, 5).ofNothing(ones, twos, JUDGE);
    assertEquals(0.5, tossed.least(), 1e-12);
    assertEquals(2, tossed.greatest(), 1e-12);
    Draws.Said asTheyAre = new Draws(5, 400, 5).of(ones, twos, JUDGE, 2);
    assertEquals(2, asTheyAre.least(), 1e-12);
    assertEquals(400, asTheyAre.right().count());
    assertEquals(0, asTheyAre.misses().count());
  }

  @Test
  void aDifferenceThatIsPutInIsFoundOnItsSideWhicheverTrialIsCalledWhose() {
    Draws.Said said =
        new Draws(10, 20, 1).ofDifference(normal(30, 0.01, 1), normal(30, 0.01, 2), JUDGE, 1.05);
    assertEquals(60, said.right().count());
    assertEquals(1.05, said.median(), 0.01);
    Draws.Said hidden =
        new Draws(10, 20, 1).ofDifference(normal(30, 0.5, 1), normal(30, 0.5, 2), JUDGE, 1.05);
    assertTrue(hidden.right().count() < 30, hidden.toString());
  }

  @Test
  void trialsThatAreAllAlikeRaiseNoAlarm() {
    double[] ones = new double[12];
    Arrays.fill(ones, 3.5);
    Draws.Said said = new Draws(5, 10, 1).ofNothing(ones, ones, JUDGE);
    assertEquals(0, said.found().count());
    assertEquals(0, said.misses().count());
    assertEquals(1, said.median());
    assertEquals(0, said.medianHalfWidth());
  }

  @Test
  void aShuffleGivesAsManyDisjointComparisonsAsThereIsRoomFor() {
    Draws.Said said =
        new Draws(10, 7, 1).ofNothing(normal(39, 0.02, 1), normal(39, 0.02, 2), JUDGE);
    assertEquals(21, said.found().of());
    assertEquals(3, said.foundInOneShuffle().of());
    assertEquals(3, said.missesInOneShuffle().of());
    assertEquals(21, said.intervals());
  }

  /** 2000 comparisons that share no trials, each of ten pairs: about one in twenty leaves out 1. */
  @Test
  void ofIndependentTrialsAboutOneIntervalInTwentyLeavesOutOne() {
    double[] first = normal(20_000, 0.02, 11);
    double[] second = normal(20_000, 0.02, 12);
    Draws.Said said = new Draws(10, 1, 9).ofNothing(first, second, JUDGE);
    assertEquals(2000, said.misses().of());
    var interval = said.misses().interval(0.999);
    assertTrue(interval.low() < 0.05 && interval.high() > 0.035, said.toString());
    assertEquals(said.misses(), said.missesInOneShuffle());
    assertEquals(said.misses(), said.apart());
  }

  @Test
  void theSameSeedSaysTheSame() {
    double[] first = normal(20, 0.02, 1);
    double[] second = normal(20, 0.02, 2);
    assertEquals(
        new Draws(10, 5, 3).ofNothing(first, second, JUDGE),
        new Draws(10, 5, 3).ofNothing(first, second, JUDGE));
  }

  @Test
  void fewerPairsThanAComparisonHasAreRefused() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Draws(10, 1, 1).ofNothing(new double[9], new double[9], JUDGE));
    assertEquals("must be as many, and 10 at least: first=9 second=9", e.getMessage());
  }

  private static double[] normal(int count, double spread, long seed) {
    var random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.exp(spread * random.nextGaussian());
    }
    return values;
  }
}
