package duet.lab.stress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.lab.stress.Departure.Seen;
import org.junit.jupiter.api.Test;

class DepartureTest {
  @Test
  void aServerThatSaysItIsReadyOnceItRefusesIsOutOfOrder() {
    var seen = new Seen(300, 250, 200);

    assertFalse(seen.isInOrder());
    assertFalse(seen.isSeenInOrder());
  }

  @Test
  void whatWasAskedBeforeTheRefusalDecidesNothing() {
    var seen = new Seen(300, 150, 200);

    assertTrue(seen.isInOrder());
    assertFalse(seen.isSeenInOrder());
  }

  @Test
  void a503ThatCameBeforeTheRefusalWasSeenFirst() {
    assertTrue(new Seen(100, 50, 200).isInOrder());
    assertTrue(new Seen(100, 50, 200).isSeenInOrder());
  }

  @Test
  void aServerThatNeverSaysThatItIsNotReadyIsOutOfOrder() {
    assertFalse(new Seen(0, 150, 200).isInOrder());
  }
}
