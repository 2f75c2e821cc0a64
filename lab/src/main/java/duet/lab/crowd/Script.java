package duet.lab.crowd;

import java.util.List;

/**
 * What one client does, from the moment it is connected. After the last step it stays until the
 * server ends the connection.
 *
 * @param steps one after the other
 * @param reading meanwhile
 * @param receiveBufferBytes asked of its kernel; 0 for what is usual
 */
public record Script(List<Step> steps, Reading reading, int receiveBufferBytes) {
  /** Copies. */
  public Script {
    steps = List.copyOf(steps);
    if (receiveBufferBytes < 0) {
      throw new IllegalArgumentException("must be >= 0: receiveBufferBytes=" + receiveBufferBytes);
    }
  }

  /** Of a client that reads whatever comes. */
  public static Script of(Step... steps) {
    return new Script(List.of(steps), new Reading.Everything(), 0);
  }
}
