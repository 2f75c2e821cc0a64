package duet.contract.fuzz;

import java.util.ArrayList;
import java.util.List;

/** A request head that is in order, put together by chance. Used by one thread. */
final class Head {
  private final Dice dice;
  private final String method;
  private final String version;
  private final boolean last;
  private String target;
  private final List<String> fields = new ArrayList<>();

  /**
   * @param method a token
   * @param path a target in origin-form, in order
   * @param last whether the connection is to end with this request's answer
   */
  Head(Dice dice, String method, String path, boolean last) {
    this.dice = dice;
    this.method = method;
    this.last = last;
    this.target = path;
    this.version = dice.percent(90) ? "HTTP/1.1" : dice.of("HTTP/1.0", "HTTP/1.0", "HTTP/1.4");
    if (dice.percent(3) && path.startsWith("/")) {
      target = dice.of("http://localhost", "HTTP://a.b:80", "http://[::1]") + path;
    }
    host();
    connection();
    for (int more = dice.below(4); more > 0; more--) {
      fields.add(any());
    }
  }

  boolean isHttp10() {
    return version.equals("HTTP/1.0");
  }

  Head with(String field) {
    fields.add(field);
    return this;
  }

  private void host() {
    if (isHttp10() && dice.percent(50)) {
      return;
    }
    fields.add(
        dice.percent(80)
            ? "Host: localhost"
            : dice.of(
                "host:a",
                "HOST: \t127.0.0.1:45000 ",
                "Host: [::1]:80",
                "Host: localhost:",
                "Host: xn--bcher-kva.example",
                "Host: a%20b"));
  }

  private void connection() {
    if (last) {
      // Nothing else ends an HTTP/1.1 connection; HTTP/1.0's ends unless told otherwise.
      if (!isHttp10() || dice.percent(50)) {
        fields.add(
            dice.of(
                "Connection: close",
                "Connection: close",
                "connection:Close",
                "Connection: x, close",
                "Connection: close, TE\r\nTE: trailers"));
      }
    } else if (isHttp10()) {
      fields.add(dice.of("Connection: keep-alive", "Connection: Keep-Alive"));
    } else if (dice.percent(20)) {
      fields.add(dice.of("Connection: keep-alive", "Connection: x", "Connection:"));
    }
  }

  private String any() {
    return dice.of(
        "Accept: */*",
        "User-Agent: a/1 (b; c) \"d\"",
        "Accept-Encoding: gzip, deflate, br",
        "Cookie: a=b; c=\"d\"",
        "X-Forwarded-For: 127.0.0.1",
        "X:",
        "X: a\tb \t",
        "X: \u0080\u00ff",
        "!#$%&'*+-.^_`|~0aZ: y",
        "Content-Strength: 5",
        "Transfer_Encoding: chunked",
        "Upgrade: h2c",
        "Pragma: no-cache",
        "Max-Forwards: 0",
        "Date: Thu, 29 Feb 2024 01:02:03 GMT",
        "Authorization: Basic YTpi",
        "Content-Type: text/plain",
        "Range: bytes=0-1",
        "If-None-Match: \"x\"");
  }

  /** Line, fields in an order of chance, and the empty line. */
  String text() {
    var left = new ArrayList<>(distinct());
    var head = new StringBuilder(method).append(' ').append(target).append(' ').append(version);
    head.append("\r\n");
    while (!left.isEmpty()) {
      head.append(left.remove(dice.below(left.size()))).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Content-Type is no list: a second one would be refused. */
  private List<String> distinct() {
    var kept = new ArrayList<String>();
    boolean hasType = false;
    for (int i = fields.size() - 1; i >= 0; i--) {
      boolean isType = fields.get(i).startsWith("Content-Type");
      if (!isType || !hasType) {
        kept.add(fields.get(i));
      }
      hasType |= isType;
    }
    return kept;
  }
}
