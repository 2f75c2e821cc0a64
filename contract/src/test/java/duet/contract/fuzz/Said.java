package duet.contract.fuzz;

import duet.contract.fuzz.Conversation.End;
import duet.contract.fuzz.Conversation.Piece;
import duet.contract.fuzz.Difference.Side;
import duet.contract.fuzz.Transcript.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

/** Conversations and transcripts made by hand. */
final class Said {
  static final long INDEX = 9;
  static final Token TOKENS = new Token(1);

  private Said() {}

  /** Requests in order, of which nothing is expected but answers. */
  static Conversation intact(Ask... asks) {
    return conversation(asks.length, End.SERVER, asks);
  }

  static Conversation conversation(int intact, End end, Ask... asks) {
    var pieces = List.of(asks).stream().map(ask -> new Piece(ask.bytes(), 0)).toList();
    return new Conversation(INDEX, List.of(asks), intact, pieces, end);
  }

  static Ask get() {
    return new Ask("GET /x HTTP/1.1\r\nHost: a\r\n\r\n", false, Ask.ANY, null);
  }

  /** A request of which the generator knows nothing any more. */
  static Conversation broken(String bytes) {
    return Replay.of(INDEX, List.of(bytes));
  }

  /** An answer without a body, the connection kept. */
  static String answer(String status, String... fields) {
    return answerWith("", status, fields);
  }

  static String answerWith(String body, String status, String... fields) {
    var answer =
        new StringBuilder("HTTP/1.1 " + status + "\r\n")
            .append("Date: Sat, 28 Nov 2026 16:25:22 GMT\r\nServer: scripted\r\n");
    if (status.charAt(0) >= '4') {
      answer.append("Content-Type: application/problem+json\r\n");
    }
    for (String field : fields) {
      answer.append(field).append("\r\n");
    }
    return answer
        .append("Content-Length: ")
        .append(body.length())
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }

  static String last(String status) {
    return answer(status, "Connection: close");
  }

  /** Ended by the server, before the client had closed its side. */
  static Transcript closed(String received) {
    return new Transcript("scripted", received, Ending.GONE, true, 1);
  }

  /** Likewise with a reset. */
  static Transcript reset(String received) {
    return new Transcript("scripted", received, Ending.RESET, true, Long.MAX_VALUE);
  }

  /** What the oracle says, cause by cause. */
  static List<String> judged(Conversation conversation, Transcript transcript) {
    return new Oracle(TOKENS)
        .judge(conversation, transcript, Reading.of(conversation, transcript)).stream()
            .map(finding -> finding.kind().words() + ": " + finding.what())
            .toList();
  }

  static Side side(String server, Conversation conversation, String received, boolean byItself) {
    return side(server, conversation, received, Ending.GONE, byItself);
  }

  static Side side(
      String server, Conversation conversation, String received, Ending ending, boolean byItself) {
    var transcript =
        new Transcript(server, received, ending, byItself, conversation.bytes().length());
    return new Side(transcript, Reading.of(conversation, transcript));
  }

  /**
   * Where nothing listens. Nobody has ever waited there for a connection: a listener that is closed
   * while somebody waits may take one more.
   */
  static URI nobody() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }
  }
}
