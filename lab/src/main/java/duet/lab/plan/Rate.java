package duet.lab.plan;

/** How many requests are sent, and when. */
public sealed interface Rate {
  /** Open model: requests are sent when they are planned, whatever the server does. */
  record Open(double perSecond, boolean poisson) implements Rate {}

  /** Closed model: each connection sends again once it is answered, as fast as the server goes. */
  record Closed() implements Rate {}

  /** The greatest rate that is taken: beyond it no generator on one processor is believed. */
  int MOST_PER_SECOND = 1_000_000;

  /**
   * Reads {@code 5000} or {@code max}.
   *
   * @throws PlanException if it is neither
   */
  static Rate parse(String text, boolean poisson) throws PlanException {
    if (text.equals("max")) {
      return new Closed();
    }
    if (text.matches("[0-9]{1,7}(\\.[0-9]{1,6})?")) {
      double perSecond = Double.parseDouble(text);
      if (perSecond > 0 && perSecond <= MOST_PER_SECOND) {
        return new Open(perSecond, poisson);
      }
    }
    throw new PlanException(
        "--rate must be max, or requests per second, above 0 and up to "
            + MOST_PER_SECOND
            + ": '"
            + text
            + "'");
  }

  /** In words, for a heading. */
  default String inWords() {
    return switch (this) {
      case Open(double perSecond, boolean poisson) ->
          "at "
              + (perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : perSecond)
              + "/s · open loop, "
              + (poisson ? "Poisson arrivals" : "equal distances");
      case Closed() -> "as fast as it goes · closed loop";
    };
  }
}
