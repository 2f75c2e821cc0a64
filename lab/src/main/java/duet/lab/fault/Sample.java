package duet.lab.fault;

/**
 * One request of a steady load.
 *
 * @param plannedNanos when it was to be sent, of {@link System#nanoTime()}
 * @param endedNanos when it was known what came of it
 * @param end a status, or the way it ended otherwise
 * @param good whether it is what was asked for
 */
record Sample(long plannedNanos, long endedNanos, String end, boolean good) {
  /** From the plan on, so that what it had to wait for counts. */
  long nanos() {
    return endedNanos - plannedNanos;
  }
}
