package duet.service;

import duet.service.Resolution.Found;
import duet.service.Resolution.Settled;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract's table: which methods and targets there are, and what is said to all others.
 * Stateless and safe for use by several threads; a request for a path without parameters allocates
 * nothing.
 */
public final class Routes {
  /** The methods of what is only read. */
  static final String READ = "GET, HEAD, OPTIONS";

  private static final String ANY = "GET, HEAD, OPTIONS, POST";

  /**
   * The methods of RFC 9110 §9.3 and RFC 5789; a method outside is not wrong for a path but
   * unknown, hence 501.
   */
  private static final Set<String> KNOWN =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final Map<String, Route> BY_PATH =
      Map.of(
          "/", Route.read(new Resource.Root()),
          "/plaintext", Route.read(new Resource.Plaintext()),
          "/json", Route.read(new Resource.Json()),
          "/db", Route.read(new Resource.Db()),
          "/fortunes", Route.read(new Resource.Fortunes()),
          "/echo", Route.post(new Resource.Echo()));

  private static final String SCHEME = "http://"; // of no other is a request let through

  private static final Answer NOT_FOUND = Problem.NOT_FOUND.answer();
  private static final Answer UNKNOWN_METHOD = Problem.UNKNOWN_METHOD.answer();

  private Routes() {}

  /**
   * Decides what becomes of a request.
   *
   * @param method the request's method, as sent: methods are case-sensitive (RFC 9110 §9.1)
   * @param path the target's path, still percent-encoded; {@code *} for a request of the server as
   *     a whole
   * @param query what follows the target's question mark, still percent-encoded; null or empty
   *     where there is none
   */
  public static Resolution resolve(String method, String path, @Nullable String query) {
    Route route = BY_PATH.get(path);
    if (route == null) {
      String origin = originForm(path);
      route = BY_PATH.get(origin);
      if (route == null) {
        route = ParameterRoutes.of(origin, query);
      }
    }
    if (method.equals("GET") && route != null && route.isRead()) {
      return route.resolution();
    }
    Answer refused = refused(method, path, route == null ? null : route.allow(), ANY);
    return refused == null && route != null
        ? route.resolution()
        : new Settled(Objects.requireNonNull(refused));
  }

  /**
   * What is said to a request that gets no resource; null if it gets one.
   *
   * @param allow the methods of what is served under the path; null if nothing is
   * @param any all methods that the server knows
   */
  static @Nullable Answer refused(String method, String path, @Nullable String allow, String any) {
    if (!KNOWN.contains(method)) {
      return UNKNOWN_METHOD;
    }
    if (path.equals("*") && method.equals("OPTIONS")) {
      return Answer.options(any);
    }
    if (allow == null) {
      return NOT_FOUND;
    }
    boolean read = allow.equals(READ);
    return switch (method) {
      case "OPTIONS" -> Answer.options(allow);
      case "GET", "HEAD" -> read ? null : notAllowed(allow);
      case "POST" -> read ? notAllowed(allow) : null;
      default -> notAllowed(allow);
    };
  }

  /**
   * A server must take the absolute form too (RFC 9112 §3.2.2), whose path follows the authority.
   */
  static String originForm(String path) {
    if (!path.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return path;
    }
    int slash = path.indexOf('/', SCHEME.length());
    return slash < 0 ? "/" : path.substring(slash);
  }

  private static Answer notAllowed(String allow) {
    return Problem.method(allow).answer();
  }

  /** What is served under a path and with which methods. */
  record Route(String allow, Resolution resolution) {
    /** A route of {@code GET}; {@code HEAD} is answered as that without the body. */
    static Route read(Resource resource) {
      return new Route(READ, new Found(resource));
    }

    /** A route of {@code GET} whose parameters break a rule. */
    static Route broken(Problem problem) {
      return new Route(READ, new Settled(problem.answer()));
    }

    static Route post(Resource resource) {
      return new Route("OPTIONS, POST", new Found(resource));
    }

    boolean isRead() {
      return allow.equals(READ);
    }
  }
}
