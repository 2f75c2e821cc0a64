package duet.lab.fault;

import java.nio.charset.StandardCharsets;

/**
 * What came of a request.
 *
 * @param status of the answer; 0 where it did not come whole
 * @param last whether no further request can be sent on its connection
 * @param date when the server says that it was; empty where it does not
 * @param body as ASCII
 */
record Reply(ReplyEnding ending, int status, boolean last, String date, String body) {
  static Reply answered(int status, boolean last, String date, byte[] body) {
    return new Reply(
        ReplyEnding.ANSWERED, status, last, date, new String(body, StandardCharsets.US_ASCII));
  }

  static Reply of(ReplyEnding ending) {
    return new Reply(ending, 0, true, "", "");
  }

  boolean isGood() {
    return status == 200;
  }

  /** A status, or the way it ended otherwise. */
  String inWords() {
    return status > 0 ? Integer.toString(status) : ending.inWords();
  }
}
