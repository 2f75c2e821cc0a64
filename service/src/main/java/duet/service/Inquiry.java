package duet.service;

import java.util.function.Supplier;

/** What becomes of a request on the admin port. */
public sealed interface Inquiry {

  /** It is answered at once. */
  record Prompt(Answer answer) implements Inquiry {}

  /** Its answer takes milliseconds to make, or waits for the server's own port. */
  record Slow(Supplier<Answer> answer) implements Inquiry {}
}
