package duet.service;

/**
 * The object of {@code /json}.
 *
 * @param message its one member
 */
public record Message(String message) {

  /** TechEmpower asks for a new object and a new serialisation in each request. */
  public String json() {
    return "{\"message\":" + JsonText.quoted(message) + "}";
  }
}
