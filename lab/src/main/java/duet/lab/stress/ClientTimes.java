package duet.lab.stress;

import java.time.Duration;
import java.util.List;

/**
 * How long a server waits for clients, in seconds.
 *
 * @param idle for a request
 * @param header for a head
 * @param body for something of a body
 * @param send for something of an answer to be taken
 * @param arrivalMillis in which a crowd comes: all of it is there before the first is cut off
 */
record ClientTimes(int idle, int header, int body, int send, int arrivalMillis) {
  /** As the servers have them unless they are told otherwise. */
  static final ClientTimes STANDARD = new ClientTimes(75, 10, 20, 30, 4000);

  /** For an answer within a minute. */
  static final ClientTimes SHORT = new ClientTimes(4, 3, 3, 3, 1500);

  /** A thousand in four seconds is more than slowhttptest, for one, opens unless it is told to. */
  Duration arrival() {
    return Duration.ofMillis(arrivalMillis);
  }

  List<String> flags() {
    return List.of(
        "--idle-seconds=" + idle,
        "--header-seconds=" + header,
        "--body-seconds=" + body,
        "--send-seconds=" + send);
  }
}
