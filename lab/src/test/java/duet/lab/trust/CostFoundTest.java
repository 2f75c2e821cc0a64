package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.stats.Proportion;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostFoundTest {
  @Test
  void everyHeadHasItsUnit() {
    Share all = Share.of(new Proportion(10, 10));
    Share half = Share.of(new Proportion(5, 10));
    var found =
        new CostFound(
            "cost", "0007", 5, 900, 26, 1.3, 5, 30, 10, all, half, all, half, 5.1, 4.4, 5.9);
    assertEquals(
        List.of(
            "truth, %  truth, µs/request  base, µs/request  found, % [95% CI]    with the right sign, % [95% CI]  said to be, median (least to greatest), %  intervals with the truth, % [95% CI]",
            "5.00      1.300              26.00             100.0 [69.2, 100.0]  50.0 [18.7, 81.3]                5.10 (4.40 to 5.90)                        50.0 [18.7, 81.3]"),
        CostFound.lines(List.of(found)));
  }
}
