package duet.contract.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are in order, to every route of the contract that answers at once, with parameters
 * both in and out of range. Used by one thread.
 */
final class Grammar {
  /** One of each kind that takes time. */
  static final List<String> ROUTES =
      List.of(
          "/db",
          "/queries?queries=500",
          "/updates?queries=500",
          "/fortunes",
          "/fetch/0",
          "/gather/2/0",
          "/compute/50",
          "/work",
          "/stream/70000",
          "/files/hello.txt");

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;

  private final Dice dice;
  private final Content content;

  Grammar(Dice dice) {
    this.dice = dice;
    this.content = new Content(dice);
  }

  /**
   * Any request.
   *
   * @param token its own, to be in its body if it has one
   * @param last whether the connection is to end with it
   */
  Ask ask(String token, boolean last) {
    int kind = dice.below(100);
    if (kind < 34) {
      return echo(token, last);
    }
    if (kind < 40) {
      return files(last);
    }
    if (kind < 43) {
      return data(last);
    }
    if (kind < 50) {
      return otherMethod(token, last);
    }
    return kind < 70 ? atOnce(token, last) : parameter(token, last);
  }

  /** One whose answer is ready as soon as it has been read. */
  Ask atOnce(String token, boolean last) {
    return switch (dice.below(6)) {
      case 0 -> read("/", OK, "ok", token, last);
      case 1, 2 -> read("/plaintext" + query(), OK, "Hello, World!", token, last);
      case 3, 4 -> read("/json" + query(), OK, "{\"message\":\"Hello, World!\"}", token, last);
      default ->
          read(
              dice.of("/nowhere", "/delay", "/delay/1/", "/%20", "//", "/a//b", "/../a", "/jso")
                  + query(),
              NOT_FOUND,
              null,
              token,
              last);
    };
  }

  private String query() {
    return dice.percent(80) ? "" : dice.of("?", "?a=b", "?a[]=b|c{d}^`", "?%00%0d%0a%C3%A9", "?/?");
  }

  /** The token comes back in the body, and sometimes in the body's type. */
  Ask echo(String token, boolean last) {
    String body = content.holding(token);
    var head = new Head(dice, "POST", "/echo", last);
    if (dice.percent(10)) {
      head.with("Content-Type: " + dice.of("text/plain", "text/html; charset=x", "x/" + token));
    }
    if (dice.percent(5) && !head.isHttp10()) {
      head.with("Expect: 100-continue");
    }
    return new Ask(framed(head, body, 45), false, OK, body);
  }

  private String framed(Head head, String body, int percentChunked) {
    if (!head.isHttp10() && dice.percent(percentChunked)) {
      return head.with("Transfer-Encoding: " + dice.of("chunked", "chunked", "Chunked")).text()
          + content.chunked(body);
    }
    return head.with("Content-Length: " + body.length()).text() + body;
  }

  private Ask read(String path, int status, @Nullable String body, String token, boolean last) {
    boolean isHead = dice.percent(8);
    var head = new Head(dice, isHead ? "HEAD" : "GET", path, last);
    // A body that nobody asked for is read all the same.
    String bytes = dice.percent(4) ? framed(head, content.holding(token), 50) : head.text();
    return new Ask(bytes, isHead, status, isHead ? "" : body);
  }

  private Ask parameter(String token, boolean last) {
    return switch (dice.below(12)) {
      case 0, 1, 2 -> {
        String millis = dice.of("0", "0", "0", "1", "2", "00");
        yield read("/delay/" + millis, Ask.ANY, null, token, last);
      }
      case 3 -> read("/delay/" + noNumber(), BAD_REQUEST, null, token, last);
      case 4 -> read("/compute/" + dice.of("1", "2", "7", "50"), OK, null, token, last);
      case 5 -> read("/compute/" + dice.of("0", noNumber()), BAD_REQUEST, null, token, last);
      case 6 -> read("/work" + work(), Ask.ANY, null, token, last);
      case 7 ->
          read(
              "/stream/" + dice.of("0", "1", "250", "252", "1000", "15000", "70000"),
              OK,
              null,
              token,
              last);
      case 8 -> read("/stream/" + noNumber(), BAD_REQUEST, null, token, last);
      default -> read("/cached-queries" + count("count"), Ask.ANY, null, token, last);
    };
  }

  private String noNumber() {
    return dice.of(
        "-1", "abc", "+5", "1.5", "0x10", "5ms", "99999999999999999999", "%D9%A3", "%20", "1e0");
  }

  private String work() {
    return dice.of(
        "",
        "?",
        "?wait=0",
        "?rounds=1",
        "?wait=1&rounds=2",
        "?rounds=50&wait=0",
        "?wait=",
        "?wait=-1",
        "?rounds=1&rounds=2",
        "?wait=1;rounds=2",
        "?%77ait=1",
        "?wait=%31",
        "?wait=+1");
  }

  private String count(String name) {
    return "?"
        + name
        + "="
        + dice.of(
            "1", "2", "3", "", "0", "-1", "abc", "1&" + name + "=2", "%31", "+1", "1.0", "1%00");
  }

  /** What asks the database or the backend: each costs a hundred times what others do. */
  private Ask data(boolean last) {
    String path =
        switch (dice.below(20)) {
          case 0 -> "/queries?queries=" + dice.of("20", "501", "99999999999999999999");
          case 1 -> "/cached-queries?count=" + dice.of("500", "501", "99999999999999999999");
          case 2 -> "/fetch/0";
          case 3 -> "/gather/2/0";
          case 4, 5 -> "/fortunes";
          case 6, 7, 8 -> "/db";
          case 9, 10, 11, 12 -> "/queries" + dice.of("", "?", "?queries", "?x=1");
          default -> "/queries" + count("queries");
        };
    boolean isHead = dice.percent(8);
    String bytes = new Head(dice, isHead ? "HEAD" : "GET", path, last).text();
    return new Ask(bytes, isHead, Ask.ANY, isHead ? "" : null);
  }

  private Ask files(boolean last) {
    String name =
        dice.of(
            "hello.txt",
            "hello.txt",
            "page.html",
            "duet.svg",
            "",
            "nothing",
            "%68ello.txt",
            "%2e%2e/secret",
            "../secret",
            "..%2fpom.xml",
            "hello.txt/",
            "hello.txt%2f.",
            "%c0%ae%c0%ae/x",
            "a%5cb",
            "%ff");
    boolean isHead = dice.percent(15);
    var head = new Head(dice, isHead ? "HEAD" : "GET", "/files/" + name, last);
    if (dice.percent(60)) {
      head.with("Range: " + dice.of(Words.RANGES));
    }
    for (int conditions = dice.below(3); conditions > 0; conditions--) {
      head.with(dice.of(Words.CONDITIONS));
    }
    return new Ask(head.text(), isHead, Ask.ANY, isHead ? "" : null);
  }

  private Ask otherMethod(String token, boolean last) {
    String path = dice.of("/", "/plaintext", "/json", "/echo", "/delay/0", "/files/hello.txt");
    return switch (dice.below(3)) {
      case 0 -> other("OPTIONS", dice.percent(20) ? "*" : path, OK, token, last);
      case 1 ->
          other(dice.of("BREW", "get", "GETS", "M-SEARCH"), path, NOT_IMPLEMENTED, token, last);
      default -> other(dice.of("PUT", "DELETE", "PATCH", "TRACE"), path, NOT_ALLOWED, token, last);
    };
  }

  private Ask other(String method, String path, int status, String token, boolean last) {
    var head = new Head(dice, method, path, last);
    String bytes = dice.percent(20) ? framed(head, content.holding(token), 50) : head.text();
    return new Ask(bytes, false, status, null);
  }
}
