package duet.lab.load;

import java.util.List;

/**
 * Two loads on two servers by one generator, in short turns A B B A A B B A …: what slows the
 * machine down for longer than a turn then meets both alike (duet benchmarking: Bulej et al.,
 * <i>Duet Benchmarking: Improving Measurement Accuracy in the Cloud</i>, ICPE 2020, where both run
 * at the same time on processors of their own). The time of the plan stands still between turns.
 * The windows of both loads are as long; what each plan says of its lead-in and lead-out does not
 * hold.
 *
 * <p>A turn begins once the server has answered a request that counts nowhere, and ends when all
 * that was sent in it is answered; where the server stalls at its end, arrivals of the open model
 * go on until it has answered what it owed, and the next turns are shorter by that. So a stall that
 * begins in a turn is charged for all that an unbroken window would have had of it, one that begins
 * elsewhere for nothing: turns see of all stalls the share that falls into their time, each whole.
 *
 * @param first the load that leads
 * @param second the other
 * @param turnNanos how long requests are sent in a turn, &gt; 0
 * @param leadIn turns of each load before those that are counted, 0 or more
 * @param counted turns of each load that are, 1 or more
 */
public record LoadInTurns(
    LoadPlan first, LoadPlan second, long turnNanos, int leadIn, int counted) {
  /** Checks what a record's types do not. */
  public LoadInTurns {
    if (turnNanos < 1 || leadIn < 0 || counted < 1) {
      throw new IllegalArgumentException(
          "must be turnNanos >= 1, leadIn >= 0, counted >= 1: turnNanos=%d leadIn=%d counted=%d"
              .formatted(turnNanos, leadIn, counted));
    }
  }

  List<LoadPlan> loads() {
    return List.of(first, second);
  }

  /** Of both loads together. */
  public int turns() {
    return 2 * (leadIn + counted);
  }

  /** Whether this turn, from 0, is counted. */
  public boolean isCounted(int turn) {
    return turn >= 2 * leadIn;
  }

  /** Whose turn it is: 0 for the first load, 1 for the second. */
  public int whose(int turn) {
    int half = turn % 4;
    return half == 0 || half == 3 ? 0 : 1;
  }
}
