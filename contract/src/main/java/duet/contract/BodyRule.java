package duet.contract;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a path of the contract is asked for and what a 200's body must be. Pure: whoever does the
 * asking hands in the bytes.
 *
 * @param ask method and content of the request
 * @param expected what the body must be
 */
public record BodyRule(Ask ask, ExpectedBody expected) {

  /** How the route is asked. */
  public sealed interface Ask {
    /** GET without content. */
    record Get() implements Ask {}

    /** POST with this content, which is ASCII. */
    record Post(String contentType, String body) implements Ask {}
  }

  /** What is posted to {@code /echo}. */
  public static final Ask.Post ECHO = new Ask.Post("text/plain", "Hello, echo! GET / HTTP/1.0\r\n");

  private static final Pattern PARAMETER_ROUTE =
      Pattern.compile(
          "/(delay|compute|fetch|stream)/(\\d{1,18})|/gather/(\\d{1,3})/(\\d{1,5})|/files/[^/]+");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,100}");
  private static final BigInteger MOST_ROWS = BigInteger.valueOf(500);

  /**
   * The rule for a path with or without a query. Empty for a path that is no route, or has a
   * parameter out of range, so that no 200 is to be expected: then only the status and the
   * completeness of the answer tell anything.
   */
  public static Optional<BodyRule> of(String target) {
    int mark = target.indexOf('?');
    String path = mark == -1 ? target : target.substring(0, mark);
    String query = mark == -1 ? "" : target.substring(mark + 1);
    if (path.equals("/echo")) {
      return Optional.of(new BodyRule(ECHO, new ExpectedBody.Exactly(ECHO.body())));
    }
    return expected(path, query).map(expected -> new BodyRule(new Ask.Get(), expected));
  }

  private static Optional<ExpectedBody> expected(String path, String query) {
    return switch (path) {
      case "/" -> Optional.of(new ExpectedBody.Exactly("ok"));
      case "/plaintext" -> Optional.of(new ExpectedBody.Exactly("Hello, World!"));
      case "/json" -> Optional.of(new ExpectedBody.Exactly("{\"message\":\"Hello, World!\"}"));
      case "/db" -> Optional.of(new ExpectedBody.Row());
      case "/queries", "/updates" -> Optional.of(new ExpectedBody.Rows(rows(query, "queries")));
      case "/cached-queries" -> Optional.of(new ExpectedBody.Rows(rows(query, "count")));
      case "/fortunes" -> Optional.of(new ExpectedBody.FortunePage());
      case "/work" -> Optional.of(like("anything but nothing", "(?s).+"));
      default -> expectedOfParameterRoute(path);
    };
  }

  private static Optional<ExpectedBody> expectedOfParameterRoute(String path) {
    Matcher route = PARAMETER_ROUTE.matcher(path);
    if (!route.matches()) {
      return Optional.empty();
    }
    if (route.group(3) != null) {
      int calls = Integer.parseInt(route.group(3));
      int millis = Integer.parseInt(route.group(4));
      return inRange(calls, 1, 100) && inRange(millis, 0, 60_000)
          ? Optional.of(answersOf(calls, millis))
          : Optional.empty();
    }
    String name = route.group(1);
    if (name == null) {
      return Optional.of(new ExpectedBody.Complete());
    }
    long number = Long.parseLong(route.group(2));
    return switch (name) {
      case "compute" ->
          inRange(number, 1, 1_000_000)
              ? Optional.of(like("64 hexadecimal digits", "[0-9a-f]{64}"))
              : Optional.empty();
      case "stream" -> Optional.of(new ExpectedBody.Length(number));
      default ->
          inRange(number, 0, 60_000)
              ? Optional.of(new ExpectedBody.Exactly(Long.toString(number)))
              : Optional.empty();
    };
  }

  /** Each answer of {@code /delay/{ms}} is that number. */
  private static ExpectedBody answersOf(int calls, int millis) {
    String element = String.format(Locale.ROOT, "\\s*%d\\s*", millis);
    String array =
        String.format(Locale.ROOT, "\\[%s(?:,%s){%d}\\]\\s*", element, element, calls - 1);
    return like("an array of " + calls + " answers " + millis, array);
  }

  private static ExpectedBody like(String what, String form) {
    return new ExpectedBody.Like(what, Pattern.compile(form));
  }

  private static boolean inRange(long number, long least, long most) {
    return least <= number && number <= most;
  }

  /** TechEmpower: missing, empty, no integer or below 1 is 1; above 500 is 500. */
  private static int rows(String query, String name) {
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(name + "=")) {
        String value = parameter.substring(name.length() + 1);
        // An integer of any length is an integer, so one that no int holds is above 500 too.
        return INTEGER.matcher(value).matches()
            ? new BigInteger(value).min(MOST_ROWS).max(BigInteger.ONE).intValue()
            : 1;
      }
    }
    return 1;
  }

  /**
   * What is wrong with the body of a 200, in a sentence with the actual value; empty when nothing
   * is.
   */
  public Optional<String> fault(byte[] body) {
    return expected.fault(body);
  }
}
