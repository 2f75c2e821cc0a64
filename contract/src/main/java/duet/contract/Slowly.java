package duet.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

/** What a client does that takes its time, and how long that was. */
final class Slowly {
  private Slowly() {}

  /** Sends each part after a pause, until the server closes. */
  static void send(Wire wire, long pauseMillis, String... parts) {
    try {
      for (String part : parts) {
        Thread.sleep(pauseMillis);
        wire.send(part);
      }
    } catch (IOException _) {
      // It has closed, which is what a test then looks for.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static void assertBetween(long leastMillis, long mostMillis, long startNanos) {
    long millis = (System.nanoTime() - startNanos) / 1_000_000;
    assertTrue(leastMillis <= millis && millis <= mostMillis, millis + " ms");
  }
}
