package duet.service;

/**
 * What a request asks for, with its parameters checked. Each server answers with a {@code switch}
 * over these cases that has no {@code default}: a route that one of the servers lacks does not
 * compile.
 */
public sealed interface Resource {

  /** {@code GET /}: the replay's two bytes. */
  record Root() implements Resource {}

  /** {@code GET /plaintext}: TechEmpower's greeting. */
  record Plaintext() implements Resource {}

  /** {@code GET /json}: the greeting as an object, serialised anew for each request. */
  record Json() implements Resource {}

  /**
   * {@code GET /delay/{ms}}: a wait that holds no thread of the model.
   *
   * @param millis 0..60000
   */
  record Delay(int millis) implements Resource {}

  /** {@code POST /echo}: the request's body and its {@code Content-Type}. */
  record Echo() implements Resource {}
}
