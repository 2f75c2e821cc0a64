package duet.lab.trust;

import java.util.ArrayList;
import java.util.List;

/** Orders in which several take turns. */
public final class Orders {
  private Orders() {}

  /** Every order there is, each once. */
  public static List<List<String>> of(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    var orders = new ArrayList<List<String>>();
    for (String first : names) {
      var rest = new ArrayList<>(names);
      rest.remove(first);
      for (List<String> others : of(rest)) {
        var order = new ArrayList<>(List.of(first));
        order.addAll(others);
        orders.add(List.copyOf(order));
      }
    }
    return orders;
  }
}
