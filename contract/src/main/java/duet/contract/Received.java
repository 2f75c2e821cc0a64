package duet.contract;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads answers out of bytes that have been received, as strictly as a test does from a connection.
 * Used by one thread.
 */
public final class Received {
  /** No wait is bound by it: all has come. */
  private static final Duration NO_WAIT = Duration.ofHours(1);

  private final byte[] bytes;
  private Inflow in;
  private int at;

  /**
   * @param bytes is neither copied nor written to
   * @param from where the first answer begins, 0..{@code bytes.length}
   */
  public Received(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
    this.in = new Inflow(bytes, from);
  }

  /** Where the next answer begins. */
  public int at() {
    return at;
  }

  /** Whether no byte is left. */
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  /**
   * The next answer; an interim one (1xx) counts as an answer. One that cannot be read is tried
   * anew the next time.
   *
   * @param toHead whether the request was a HEAD, so that no body follows whatever the fields say
   * @throws EOFException if the bytes end within it
   * @throws IOException if it is malformed, with what is wrong
   */
  public Answer answer(boolean toHead) throws IOException {
    in.begin(NO_WAIT);
    try {
      Answer answer = new AnswerParser(in, toHead).answer();
      at += Math.toIntExact(answer.wireBytes());
      return answer;
    } catch (IOException e) {
      in = new Inflow(bytes, at);
      throw e;
    }
  }
}
