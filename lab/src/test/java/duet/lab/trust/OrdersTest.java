package duet.lab.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTest {
  @Test
  void threeTakeTurnsInSixOrders() {
    assertEquals(
        List.of(
            List.of("a", "b", "c"),
            List.of("a", "c", "b"),
            List.of("b", "a", "c"),
            List.of("b", "c", "a"),
            List.of("c", "a", "b"),
            List.of("c", "b", "a")),
        Orders.of(List.of("a", "b", "c")));
  }

  @Test
  void oneHasOneOrder() {
    assertEquals(List.of(List.of("a")), Orders.of(List.of("a")));
  }
}
