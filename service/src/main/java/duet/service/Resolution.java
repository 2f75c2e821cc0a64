package duet.service;

/** What becomes of a request, decided from its method and target alone. */
public sealed interface Resolution {

  /** It is answered with a resource; for {@code HEAD}, without the body. */
  record Found(Resource resource) implements Resolution {}

  /** It is answered with this, whatever the server's model. */
  record Settled(Answer answer) implements Resolution {}
}
