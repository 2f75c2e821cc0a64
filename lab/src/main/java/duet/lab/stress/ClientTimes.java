package duet.lab.stress;

import java.util.List;

/**
 * How long a server waits for clients, in seconds.
 *
 * @param idle for a request
 * @param header for a head
 * @param body for something of a body
 * @param send for something of an answer to be taken
 */
record ClientTimes(int idle, int header, int body, int send) {
  /** As the servers have them unless they are told otherwise. */
  static final ClientTimes STANDARD = new ClientTimes(75, 10, 20, 30);

  /** For an answer within a minute. */
  static final ClientTimes SHORT = new ClientTimes(4, 3, 3, 3);

  List<String> flags() {
    return List.of(
        "--idle-seconds=" + idle,
        "--header-seconds=" + header,
        "--body-seconds=" + body,
        "--send-seconds=" + send);
  }
}
