package duet.lab.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static Sample sample(long planned, long millis, String end) {
    return new Sample(planned, planned + millis * 1_000_000, end, end.equals("200"));
  }

  @Test
  void endsAreCountedByTheirWords() {
    var samples =
        new Samples(
            List.of(
                sample(0, 1, "503"),
                sample(0, 1, "200"),
                sample(0, 1, "cut off"),
                sample(1, 2, "200")));
    assertEquals("2 × 200, 1 × 503, 1 × cut off", samples.endsInWords());
    assertTrue(samples.haveOnly(Set.of("200", "503", "cut off")));
    assertFalse(samples.haveOnly(Set.of("200", "503")));
  }

  @Test
  void noSamplesAreNothingGood() {
    var none = new Samples(List.of());
    assertEquals("nothing", none.endsInWords());
    assertFalse(none.haveOnly(Set.of("200")));
    assertEquals(0, none.millisAt(99));
  }

  @Test
  void aPercentileIsTheNearestRank() {
    var samples =
        new Samples(IntStream.rangeClosed(1, 200).mapToObj(i -> sample(0, i, "200")).toList());
    assertEquals(198, samples.millisAt(99));
    assertEquals(100, samples.millisAt(50));
    assertEquals(200, samples.longestMillis());
  }

  @Test
  void aWindowHasWhatWasPlannedInIt() {
    var samples = new Samples(List.of(sample(1, 9, "a"), sample(2, 9, "b"), sample(3, 9, "c")));
    assertEquals("1 × b", samples.plannedBetween(2, 3).endsInWords());
  }
}
