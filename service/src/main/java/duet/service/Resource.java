package duet.service;

/** What a request asks for: a row of the contract's table with its parameters, all in range. */
public sealed interface Resource {

  /** {@code GET /}: the replay's two bytes. */
  record Root() implements Resource {}

  /** {@code GET /plaintext}: TechEmpower's greeting. */
  record Plaintext() implements Resource {}

  /** {@code GET /json}: the greeting as an object, serialised anew for each request. */
  record Json() implements Resource {}

  /** {@code GET /db}: one random row of World. */
  record Db() implements Resource {}

  /**
   * {@code GET /queries?queries=}: that many random rows, each by its own SELECT.
   *
   * @param rows 1..500
   */
  record Queries(int rows) implements Resource {}

  /**
   * {@code GET /updates?queries=}: that many random rows, each read and given a new number.
   *
   * @param rows 1..500
   */
  record Updates(int rows) implements Resource {}

  /** {@code GET /fortunes}: the twelve fortunes and one more, sorted, as a page. */
  record Fortunes() implements Resource {}

  /**
   * {@code GET /cached-queries?count=}: that many random rows from a cache.
   *
   * @param rows 1..500
   */
  record CachedQueries(int rows) implements Resource {}

  /**
   * {@code GET /delay/{ms}}: a wait that holds no thread of the model.
   *
   * @param millis 0..60000
   */
  record Delay(int millis) implements Resource {}

  /**
   * {@code GET /compute/{n}}: chained SHA-256.
   *
   * @param rounds 1..1,000,000
   */
  record Compute(int rounds) implements Resource {}

  /**
   * {@code GET /work?wait=ms&rounds=n}: a wait, then chained SHA-256.
   *
   * @param waitMillis 0..60000
   * @param rounds 0..1,000,000
   */
  record Work(int waitMillis, int rounds) implements Resource {}

  /**
   * {@code GET /fetch/{ms}}: the backend's answer to {@code /delay/{ms}}.
   *
   * @param millis 0..60000
   */
  record Fetch(int millis) implements Resource {}

  /**
   * {@code GET /gather/{n}/{ms}?deadline=ms}: that many such calls at once.
   *
   * @param calls 1..100
   * @param millis 0..60000
   * @param deadlineMillis 1..120000, from the moment the request is understood; 0 where the request
   *     names none
   */
  record Gather(int calls, int millis, int deadlineMillis) implements Resource {}

  /**
   * {@code GET /stream/{bytes}}: that many bytes, chunked.
   *
   * @param bytes 0..10,737,418,240 (10 GiB)
   */
  record Stream(long bytes) implements Resource {}

  /** {@code POST /echo}: the request's body and its {@code Content-Type}. */
  record Echo() implements Resource {}

  /**
   * {@code GET /files/{name}}: a file below the configured folder.
   *
   * @param name what follows {@code /files/}, still percent-encoded; not empty
   */
  record File(String name) implements Resource {}

  /**
   * {@code GET /block/{how}/{ms}}: what a server should not do and sometimes must; not part of the
   * contract, and served only where {@code --blocking-routes} asks for it.
   *
   * @param millis 0..1000
   */
  record Block(Blockage how, int millis) implements Resource {}

  /** The row of the contract's table, as metrics and logs name it. */
  default String route() {
    return switch (this) {
      case Root() -> "/";
      case Plaintext() -> "/plaintext";
      case Json() -> "/json";
      case Db() -> "/db";
      case Queries(_) -> "/queries";
      case Updates(_) -> "/updates";
      case Fortunes() -> "/fortunes";
      case CachedQueries(_) -> "/cached-queries";
      case Delay(_) -> "/delay/{ms}";
      case Compute(_) -> "/compute/{n}";
      case Work(_, _) -> "/work";
      case Fetch(_) -> "/fetch/{ms}";
      case Gather(_, _, _) -> "/gather/{n}/{ms}";
      case Stream(_) -> "/stream/{bytes}";
      case Echo() -> "/echo";
      case File(_) -> "/files/{name}";
      case Block(_, _) -> "/block/{how}/{ms}";
    };
  }
}
