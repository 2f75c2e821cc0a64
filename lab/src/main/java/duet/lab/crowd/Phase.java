package duet.lab.crowd;

import java.time.Duration;
import java.util.List;

/** Where in the life of a connection something happens to it, as seen from its client. */
public enum Phase {
  /** Nothing has been sent. */
  NOTHING("before a byte", List.of()),
  /** A request has been answered, and nothing of another was sent. */
  IDLE(
      "between requests",
      List.of(new Step.Send("GET /plaintext HTTP/1.1\r\nHost: a\r\n\r\n"), new Step.AwaitAnswer())),
  /** Within a request line. */
  LINE("in a request line", List.of(new Step.Send("GET /plain"))),
  /** Within a header field. */
  HEAD("in a header", List.of(new Step.Send("GET /plaintext HTTP/1.1\r\nHost: a\r\nX-Be"))),
  /** Within a body whose length was announced. */
  BODY(
      "in a body",
      List.of(
          new Step.Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nbegun"))),
  /** Within a chunk. */
  CHUNK(
      "in a chunk",
      List.of(
          new Step.Send(
              "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nbegun"))),
  /** A request is not answered yet. */
  WAITING(
      "while it waits",
      List.of(
          new Step.Send(
              "GET /delay/" + Waiting.MILLIS + " HTTP/1.1\r\nHost: a\r\nX-A: b\r\n\r\n"))),
  /** An answer is being sent, of which nothing is read. */
  ANSWER(
      "in an answer", List.of(new Step.Send("GET /stream/100000000 HTTP/1.1\r\nHost: a\r\n\r\n")));

  /** What a kernel makes the least of that it can. */
  public static final int SMALL_BUFFER_BYTES = 4096;

  /** An enum's constants cannot refer to its own fields. */
  private static final class Waiting {
    static final int MILLIS = 3000;
  }

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a list of records that are never changed
  private final List<Step> steps;

  Phase(String words, List<Step> steps) {
    this.words = words;
    this.steps = steps;
  }

  /** For a person. */
  public String inWords() {
    return words;
  }

  /** How long after {@link #WAITING} has begun it is answered. */
  public static Duration waiting() {
    return Duration.ofMillis(Waiting.MILLIS);
  }

  /** What brings a connection into it. */
  public Script script() {
    return this == ANSWER
        ? new Script(steps, new Reading.Nothing(), SMALL_BUFFER_BYTES)
        : new Script(steps, new Reading.Everything(), 0);
  }
}
