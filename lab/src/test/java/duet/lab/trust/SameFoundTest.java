package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.sample.Figure;
import duet.lab.stats.Coverage;
import duet.lab.stats.Judge;
import duet.lab.stats.Noise;
import duet.lab.stats.Proportion;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameFoundTest {
  private static final Judge JUDGE = new Judge(0.03, 0.95, 1, 7, 399);

  /** Five pairs that are all alike: no alarm, no spread, and 5 % more is always found. */
  @Test
  void everyHeadHasItsUnitAndEveryFigureTheNameThatPeopleRead() {
    double[] alike = {2, 2, 2, 2, 2};
    var figure =
        SameFound.OfFigure.of(
            Figure.CPU_MEDIAN_TURN,
            alike,
            alike,
            alike,
            new Draws(5, 4, 1),
            JUDGE,
            Judging.NUMBERS,
            1.05);
    var noise =
        SameFound.OfNoise.of(
            Noise.INDEPENDENT, 0.02, new Coverage(new Proportion(0, 100), new Proportion(5, 100)));
    var found =
        new SameFound(
            "same", 5, 5, 4, 0.03, 1.05, "they share trials", List.of(figure), List.of(noise));
    assertEquals(
        """
        A against A: 5 pairs, comparisons of 5 drawn from 4 shuffles
        figure            false alarms, % [95% CI]  intervals without 1, % [95% CI]  intervals without 1, first shuffle, count  5 % more found, % [95% CI]
        cpu, median turn  0.0 [0.0, 60.2]           0.0 [0.0, 60.2]                  0 of 1                                     100.0 [39.8, 100.0]
        they share trials

        figure            sd of log, all trials, %  sd of log ratio within pairs, %  lag-1 autocorrelation, -1 to 1  half width of interval, median, %
        cpu, median turn  0.00                      0.00                             NaN                             0.00

        simulated noise  false alarms, % [95% CI]  intervals without 1, % [95% CI]
        independent      0.0 [0.0, 3.6]            5.0 [1.6, 11.3]
        """
            .lines()
            .toList(),
        found.lines());
  }
}
