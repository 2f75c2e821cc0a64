package duet.contract.fuzz;

import java.util.Locale;

/** Bodies and how they are framed (RFC 9112 §6, §7), in order. Used by one thread. */
final class Content {
  private final Dice dice;

  Content(Dice dice) {
    this.dice = dice;
  }

  /** A body that holds the token: most are short, and some look like what they must not be. */
  String holding(String token) {
    int kind = dice.below(200);
    if (kind == 0) {
      return token + "x".repeat(dice.between(60_000, 70_000));
    }
    if (kind < 6) {
      return token + "y\r\n".repeat(dice.between(300, 3000));
    }
    if (kind < 60) {
      return token
          + dice.of(
              "\r\n\r\n",
              "0\r\n\r\n",
              "GET /plaintext HTTP/1.1\r\nHost: a\r\n\r\n",
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
              "\u0000\u00ff\u0080",
              "{\"a\":1}");
    }
    return kind < 100 ? octets(dice.below(80)) + token : token;
  }

  private String octets(int count) {
    var octets = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      octets.append(dice.octet());
    }
    return octets.toString();
  }

  /** The body in chunks, with extensions and trailers here and there. */
  String chunked(String body) {
    var framed = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int left = body.length() - at;
      int size = dice.percent(50) ? left : dice.between(1, left);
      framed.append(size(size)).append(extension()).append("\r\n");
      framed.append(body, at, at + size).append("\r\n");
      at += size;
    }
    framed.append(dice.of("0", "0", "00", "000")).append(extension()).append("\r\n");
    if (dice.percent(15)) {
      framed.append(dice.of("X: y\r\n", "Content-MD5:z\r\nExpires:\r\n", "X: \u00e9\r\nX: \t\r\n"));
    }
    return framed.append("\r\n").toString();
  }

  private String size(int bytes) {
    String hex = Integer.toHexString(bytes);
    return (dice.percent(10) ? "0".repeat(dice.few(6)) : "")
        + (dice.percent(20) ? hex.toUpperCase(Locale.ROOT) : hex);
  }

  private String extension() {
    return dice.percent(85)
        ? ""
        : dice.of(";a", ";a=b", " ;\ta = b", ";a=\"b;\\\"c\"", ";a=\"\u00e9\"", ";a;b ;c=d");
  }
}
