package duet.lab.plan;

/** What was asked for cannot be done; the message is one line and names what is at fault. */
public final class PlanException extends Exception {
  private static final long serialVersionUID = 1;

  /** The message is shown as it is. */
  public PlanException(String message) {
    super(message);
  }
}
