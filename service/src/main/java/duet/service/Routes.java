package duet.service;

import duet.service.Resolution.Found;
import duet.service.Resolution.Settled;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract's table: which methods and targets there are, and what is said to all others.
 * Stateless and safe for use by several threads; a request for a path without parameters allocates
 * nothing.
 */
public final class Routes {
  private static final String ANY = "GET, HEAD, OPTIONS, POST";

  /**
   * The methods of RFC 9110 §9.3 and RFC 5789; a method outside is not wrong for a path but
   * unknown, hence 501.
   */
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  /** The methods of a route; {@code HEAD} is answered as {@code GET} without the body. */
  private enum Methods {
    READ("GET, HEAD, OPTIONS"),
    POST("OPTIONS, POST");

    final String allow;

    Methods(String allow) {
      this.allow = allow;
    }
  }

  private record Route(Methods methods, Resolution resolution) {
    Route(Methods methods, Resource resource) {
      this(methods, new Found(resource));
    }
  }

  private static final Map<String, Route> BY_PATH =
      Map.of(
          "/", new Route(Methods.READ, new Resource.Root()),
          "/plaintext", new Route(Methods.READ, new Resource.Plaintext()),
          "/json", new Route(Methods.READ, new Resource.Json()),
          "/echo", new Route(Methods.POST, new Resource.Echo()));

  private static final String DELAY = "/delay/";
  private static final int LONGEST_DELAY_MILLIS = 60_000;

  private static final Settled NOT_FOUND = settled(Problem.NOT_FOUND);
  private static final Settled UNKNOWN_METHOD = settled(Problem.UNKNOWN_METHOD);

  private Routes() {}

  /**
   * Decides what becomes of a request.
   *
   * @param method the request's method, as sent: methods are case-sensitive (RFC 9110 §9.1)
   * @param path the target's path, still percent-encoded; {@code *} for a request of the server as
   *     a whole
   */
  public static Resolution resolve(String method, String path) {
    Route route = BY_PATH.get(path);
    if (route == null) {
      String origin = originForm(path);
      route = BY_PATH.get(origin);
      if (route == null) {
        route = withParameters(origin);
      }
    }
    if (method.equals("GET") && route != null && route.methods == Methods.READ) {
      return route.resolution;
    }
    if (!KNOWN.contains(method)) {
      return UNKNOWN_METHOD;
    }
    if (path.equals("*") && method.equals("OPTIONS")) {
      return new Settled(Answer.options(ANY));
    }
    if (route == null) {
      return NOT_FOUND;
    }
    return switch (method) {
      case "OPTIONS" -> new Settled(Answer.options(route.methods.allow));
      case "HEAD" -> route.methods == Methods.READ ? route.resolution : notAllowed(route);
      case "POST" -> route.methods == Methods.POST ? route.resolution : notAllowed(route);
      default -> notAllowed(route);
    };
  }

  /**
   * A server must take the absolute form too (RFC 9112 §3.2.2), whose path follows the authority.
   */
  private static String originForm(String path) {
    if (!path.startsWith("http://") && !path.startsWith("https://")) {
      return path;
    }
    int slash = path.indexOf('/', path.indexOf("//") + 2);
    return slash < 0 ? "/" : path.substring(slash);
  }

  private static @Nullable Route withParameters(String path) {
    if (path.startsWith(DELAY)
        && path.length() > DELAY.length()
        && path.indexOf('/', DELAY.length()) < 0) {
      return delay(path.substring(DELAY.length()));
    }
    return null;
  }

  private static Route delay(String value) {
    int millis = wholeNumber(value, LONGEST_DELAY_MILLIS);
    return millis >= 0
        ? new Route(Methods.READ, new Resource.Delay(millis))
        : new Route(
            Methods.READ,
            settled(
                Problem.parameter(
                    "ms", "must be a whole number from 0 to " + LONGEST_DELAY_MILLIS, value)));
  }

  /** The number, or -1 for anything but ASCII digits of at most {@code greatest}. */
  private static int wholeNumber(String digits, int greatest) {
    if (digits.isEmpty() || digits.length() > 9) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= greatest ? number : -1;
  }

  private static Resolution notAllowed(Route route) {
    return settled(Problem.method(route.methods.allow));
  }

  private static Settled settled(Problem problem) {
    return new Settled(problem.answer());
  }
}
