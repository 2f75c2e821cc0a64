package duet.service;

import duet.service.Routes.Route;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The rows of the contract's table that have parameters, and the rules those are held to. */
final class ParameterRoutes {
  private static final int LONGEST_WAIT_MILLIS = 60_000;
  private static final int LONGEST_BLOCK_MILLIS = 1000;
  private static final int LATEST_DEADLINE_MILLIS = 120_000;
  private static final int MOST_ROUNDS = 1_000_000;
  private static final int MOST_CALLS = 100;
  private static final long MOST_BYTES = 10L << 30;
  private static final int MOST_ROWS = 500;

  private ParameterRoutes() {}

  /** The route of that path; null if there is none. */
  static @Nullable Route of(String path, @Nullable String query) {
    return switch (path) {
      case "/queries" -> Route.read(new Resource.Queries(rows(query, "queries")));
      case "/updates" -> Route.read(new Resource.Updates(rows(query, "queries")));
      case "/cached-queries" -> Route.read(new Resource.CachedQueries(rows(query, "count")));
      case "/work" -> work(query);
      default -> below(path, path.indexOf('/', 1), query);
    };
  }

  private static @Nullable Route below(String path, int end, @Nullable String query) {
    if (end < 0 || end == path.length() - 1) {
      return null;
    }
    String first = path.substring(0, end);
    String rest = path.substring(end + 1);
    if (first.equals("/files")) {
      return Route.read(new Resource.File(rest));
    }
    int slash = rest.indexOf('/');
    if (first.equals("/gather")) {
      return slash <= 0 || slash == rest.length() - 1 || rest.indexOf('/', slash + 1) >= 0
          ? null
          : gather(rest.substring(0, slash), rest.substring(slash + 1), query);
    }
    if (first.equals("/block") && slash > 0) {
      return block(rest.substring(0, slash), rest.substring(slash + 1));
    }
    if (slash >= 0) {
      return null;
    }
    return switch (first) {
      case "/delay" ->
          number("ms", rest, 0, LONGEST_WAIT_MILLIS, ms -> new Resource.Delay((int) ms));
      case "/fetch" ->
          number("ms", rest, 0, LONGEST_WAIT_MILLIS, ms -> new Resource.Fetch((int) ms));
      case "/compute" -> number("n", rest, 1, MOST_ROUNDS, n -> new Resource.Compute((int) n));
      case "/stream" -> number("bytes", rest, 0, MOST_BYTES, Resource.Stream::new);
      default -> null;
    };
  }

  private static Route work(@Nullable String query) {
    String wait = Objects.requireNonNullElse(parameter(query, "wait"), "0");
    String rounds = Objects.requireNonNullElse(parameter(query, "rounds"), "0");
    long millis = wholeNumber(wait, 0, LONGEST_WAIT_MILLIS);
    return millis < 0
        ? outOfRange("wait", wait, 0, LONGEST_WAIT_MILLIS)
        : number("rounds", rounds, 0, MOST_ROUNDS, n -> new Resource.Work((int) millis, (int) n));
  }

  private static @Nullable Route block(String how, String millis) {
    for (Blockage blockage : Blockage.values()) {
      if (blockage.word().equals(how)) {
        return number(
            "ms", millis, 0, LONGEST_BLOCK_MILLIS, ms -> new Resource.Block(blockage, (int) ms));
      }
    }
    return null;
  }

  private static Route gather(String calls, String millis, @Nullable String query) {
    long n = wholeNumber(calls, 1, MOST_CALLS);
    if (n < 0) {
      return outOfRange("n", calls, 1, MOST_CALLS);
    }
    long ms = wholeNumber(millis, 0, LONGEST_WAIT_MILLIS);
    if (ms < 0) {
      return outOfRange("ms", millis, 0, LONGEST_WAIT_MILLIS);
    }
    String deadline = parameter(query, "deadline");
    return deadline == null
        ? Route.read(new Resource.Gather((int) n, (int) ms, 0))
        : number(
            "deadline",
            deadline,
            1,
            LATEST_DEADLINE_MILLIS,
            at -> new Resource.Gather((int) n, (int) ms, (int) at));
  }

  /** TechEmpower: missing, empty, no integer or below 1 is 1; above 500 is 500. */
  private static int rows(@Nullable String query, String name) {
    String value = Objects.requireNonNullElse(parameter(query, name), "");
    int start = value.startsWith("-") ? 1 : 0;
    for (int i = start; i < value.length(); i++) {
      if (!isDigit(value.charAt(i))) {
        return 1;
      }
    }
    if (start == 1 || value.isEmpty()) {
      return 1;
    }
    long number = wholeNumber(value, 0, MOST_ROWS);
    // An integer of any length is an integer: one that is not in range is above it.
    return number < 0 ? MOST_ROWS : (int) Math.max(1, number);
  }

  private static Route number(
      String name, String value, long least, long most, LongFunction<Resource> resource) {
    long number = wholeNumber(value, least, most);
    return number < 0 ? outOfRange(name, value, least, most) : Route.read(resource.apply(number));
  }

  private static Route outOfRange(String name, String value, long least, long most) {
    return Route.broken(
        Problem.parameter(name, "must be a whole number from " + least + " to " + most, value));
  }

  /** The first value of that name as it stands in the query; null if it is not named. */
  private static @Nullable String parameter(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    for (int start = 0; start <= query.length(); ) {
      int end = query.indexOf('&', start);
      if (end < 0) {
        end = query.length();
      }
      int value = start + name.length() + 1;
      if (value <= end && query.startsWith(name, start) && query.charAt(value - 1) == '=') {
        return query.substring(value, end);
      }
      start = end + 1;
    }
    return null;
  }

  /** The number, or -1 for anything but ASCII digits in range. */
  private static long wholeNumber(String digits, long least, long most) {
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      if (!isDigit(digits.charAt(i))) {
        return -1;
      }
      number = number * 10 + digits.charAt(i) - '0';
    }
    return least <= number && number <= most ? number : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
