package duet.lab.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Ways in which clients make a server's memory grow, each as far as its limits let them. */
enum Greed {
  WAITING("9,900 requests that wait, 2,000 idle connections"),
  HEADS("11,900 heads of 15 KiB without their end"),
  AHEAD("9,900 requests that wait, 32 KiB sent behind each"),
  CALLS("9,900 requests for 100 calls each"),
  BODIES("300 bodies of 600 KB without their end"),
  CHUNKS("1,000 bodies in chunks of one byte"),
  STREAMS("600 streams whose readers have stopped"),
  ANSWERS("100 times 1,000 answers of 16 KB that nobody reads"),
  ALL("all of these at once");

  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String WAIT = "GET /delay/60000" + HOST + "\r\n";
  private static final Duration WITHIN = Duration.ofSeconds(8);

  private final String inWords;

  Greed(String inWords) {
    this.inWords = inWords;
  }

  String inWords() {
    return inWords;
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Lets them come; returns once the server has taken what they send, or does not. */
  void by(DeafCrowd crowd) throws IOException {
    switch (this) {
      case WAITING -> {
        come(crowd, 9900, ascii(WAIT));
        come(crowd, 2000, new byte[0]);
      }
      case HEADS -> come(crowd, 11_900, halfHead());
      case AHEAD -> come(crowd, 9900, ahead());
      case CALLS -> come(crowd, 9900, calls());
      case BODIES -> come(crowd, 300, halfBody());
      case CHUNKS -> come(crowd, 1000, chunks());
      case STREAMS -> come(crowd, 600, stream());
      case ANSWERS -> come(crowd, 100, answers());
      case ALL -> {
        come(crowd, 150, halfBody());
        come(crowd, 500, stream());
        come(crowd, 500, calls());
        come(crowd, 50, answers());
        come(crowd, 500, chunks());
        come(crowd, 3000, ahead());
        come(crowd, 3000, halfHead());
        come(crowd, 4000, ascii(WAIT));
      }
    }
  }

  private static void come(DeafCrowd crowd, int count, byte[] bytes) throws IOException {
    var _ = crowd.add(count, bytes, WITHIN);
  }

  private static byte[] halfHead() {
    var head = new StringBuilder("GET /plaintext" + HOST);
    for (int i = 0; i < 15; i++) {
      head.append("X-%02d: ".formatted(i)).append("a".repeat(990)).append("\r\n");
    }
    return ascii(head.append("X-Last: ").toString());
  }

  /** First a body, so that a server that reads more of who sends much does so. */
  private static byte[] ahead() {
    int length = 70_000;
    return ascii(
        "GET /plaintext"
            + HOST
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + "a".repeat(length)
            + WAIT
            + ("GET /plaintext" + HOST + "\r\n").repeat(700));
  }

  private static byte[] calls() {
    return ascii("GET /gather/100/60000" + HOST + "\r\n");
  }

  private static byte[] halfBody() {
    return ascii("POST /echo" + HOST + "Content-Length: 1000000\r\n\r\n" + "a".repeat(600_000));
  }

  private static byte[] chunks() {
    return ascii(
        "POST /echo" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\na\r\n".repeat(1000));
  }

  private static byte[] stream() {
    return ascii("GET /stream/10000000000" + HOST + "\r\n");
  }

  private static byte[] answers() {
    var all = new ByteArrayOutputStream();
    byte[] one = ascii("GET /cached-queries?count=500" + HOST + "\r\n");
    for (int i = 0; i < 1000; i++) {
      all.writeBytes(one);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
