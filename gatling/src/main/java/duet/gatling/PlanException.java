package duet.gatling;

/**
 * A replay cannot be done as asked; the message is one line that names the property, its rule and
 * the value.
 */
public final class PlanException extends Exception {
  private static final long serialVersionUID = 1L;

  public PlanException(String message) {
    super(message);
  }
}
