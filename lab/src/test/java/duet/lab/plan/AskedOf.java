package duet.lab.plan;

import java.util.List;

/** What tests ask for: an open loop of ten seconds, seed 42, server on 0, load on 1. */
public final class AskedOf {
  private AskedOf() {}

  /** Of two arms. */
  public static Asked arms(String first, String second, List<String> workloads, int trials) {
    return new Asked(
        List.of(first, second),
        workloads,
        "5000",
        false,
        64,
        false,
        trials,
        10_000,
        3,
        42,
        false,
        false,
        "0",
        "1");
  }
}
