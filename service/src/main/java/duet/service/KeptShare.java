package duet.service;

/**
 * What one connection has of the bytes that all clients together may have kept: of a head, as long
 * as its request is not answered, or of what came behind one. A little of it is free, so that most
 * requests touch nothing that others share. Safe for use by several threads; never blocks.
 */
public final class KeptShare {
  /** More than most heads have. */
  public static final int FREE_BYTES = 2048;

  /** What a field takes as an object, beside its bytes; many that are short are no small thing. */
  public static final int FIELD_BYTES = 100;

  private final ByteBudget budget;
  private long taken;

  /**
   * @param budget of all connections
   */
  public KeptShare(ByteBudget budget) {
    this.budget = budget;
  }

  /**
   * The connection keeps so many bytes now, all in all; it does not have more of what is shared
   * than before where that is less.
   *
   * @return false where there is no room for them, and nothing has changed
   */
  public boolean holds(long bytes) {
    return bytes <= FREE_BYTES || take(bytes - FREE_BYTES);
  }

  private synchronized boolean take(long wanted) {
    if (wanted > taken) {
      if (!budget.take(wanted - taken)) {
        return false;
      }
      taken = wanted;
    }
    return true;
  }

  /** It keeps nothing any more. */
  public synchronized void release() {
    if (taken > 0) {
      budget.giveBack(taken);
      taken = 0;
    }
  }
}
