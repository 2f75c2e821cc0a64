package duet.gatling;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a replay is asked to do.
 *
 * @param subjects the servers, in the order of the table
 * @param ours whether they are the project's own, which are started where they do not run yet
 * @param path path and query of every request
 * @param requests counted requests in each row, ≥ 1
 * @param concurrency levels in the order of the table, each 1..requests
 * @param leftOut levels of the standard list that {@code requests} is too small for
 * @param warmUps uncounted requests to each server, ≥ 0
 */
public record Plan(
    List<Subject> subjects,
    boolean ours,
    String path,
    int requests,
    List<Integer> concurrency,
    List<Integer> leftOut,
    int warmUps) {
  private static final List<Integer> LEVELS = List.of(1, 5, 10, 50, 100, 500, 1000);
  private static final int MOST_REQUESTS = 1_000_000;
  private static final int MOST_USERS = 10_000;

  public Plan {
    subjects = List.copyOf(subjects);
    concurrency = List.copyOf(concurrency);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Reads {@code -Dconcurrency}, {@code -Drequests}, {@code -Dpath}, {@code -Dtarget}, {@code
   * -Dwarmup}, {@code -DasyncPort} and {@code -DthreadPort}.
   *
   * @throws PlanException if one of them makes no sense
   */
  public static Plan of(Properties properties) throws PlanException {
    int requests = number(properties, "requests", 1000, 1, MOST_REQUESTS);
    int warmUps = number(properties, "warmup", 20_000, 0, MOST_REQUESTS);
    @Nullable URI target = target(properties.getProperty("target"));
    String path = path(properties.getProperty("path"), target);
    var fitting = new ArrayList<Integer>();
    var leftOut = new ArrayList<Integer>();
    @Nullable String levels = properties.getProperty("concurrency");
    if (levels == null) {
      LEVELS.forEach(level -> (level <= requests ? fitting : leftOut).add(level));
    } else {
      fitting.addAll(concurrency(levels, requests));
    }
    var subjects = target == null ? ours(properties) : List.of(subject(target));
    return new Plan(subjects, target == null, path, requests, fitting, leftOut, warmUps);
  }

  /** Rows of the table: each server at each level, with each kind of connection. */
  public int rows() {
    return subjects.size() * concurrency.size() * Connections.values().length;
  }

  private static List<Subject> ours(Properties properties) throws PlanException {
    int async = number(properties, "asyncPort", 45_000, 1, 65_535);
    int thread = number(properties, "threadPort", 46_000, 1, 65_535);
    if (async == thread) {
      throw new PlanException("threadPort must differ from asyncPort: " + thread);
    }
    if (Math.abs(async - thread) == 1) {
      throw new PlanException(
          "threadPort must not be next to asyncPort=%d, since a server's admin port is the one after its own: %d"
              .formatted(async, thread));
    }
    return List.of(
        new Subject("vertx-async", "async", loopback(async)),
        new Subject("helidon-virtual", "thread", loopback(thread)));
  }

  private static URI loopback(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static Subject subject(URI target) throws PlanException {
    return new Subject(
        target.getRawAuthority(),
        "target",
        URI.create(target.getScheme() + "://" + target.getRawAuthority()));
  }

  private static int number(Properties properties, String name, int standard, int least, int most)
      throws PlanException {
    String value = properties.getProperty(name);
    return value == null ? standard : number(name, value, least, most);
  }

  private static int number(String name, String value, int least, int most) throws PlanException {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls to the one message for all that is no number in range
    }
    throw new PlanException(
        "%s must be a whole number from %d to %d: '%s'".formatted(name, least, most, value));
  }

  private static List<Integer> concurrency(String list, int requests) throws PlanException {
    var levels = new LinkedHashSet<Integer>();
    for (String item : Arrays.asList(list.split(",", -1))) {
      int level = number("concurrency", item, 1, MOST_USERS);
      if (level > requests) {
        throw new PlanException(
            "concurrency must not be greater than requests=%d: %d".formatted(requests, level));
      }
      if (!levels.add(level)) {
        throw new PlanException("concurrency names a level twice: " + level);
      }
    }
    return List.copyOf(levels);
  }

  private static @Nullable URI target(@Nullable String value) throws PlanException {
    if (value == null) {
      return null;
    }
    try {
      var target = new URI(value);
      boolean known = "http".equals(target.getScheme()) || "https".equals(target.getScheme());
      boolean plain = target.getRawUserInfo() == null && target.getRawFragment() == null;
      if (known && plain && target.getHost() != null && target.getPort() <= 65_535) {
        return target;
      }
    } catch (URISyntaxException e) {
      // falls to the one message for all that is no such URL
    }
    throw new PlanException("target must be a URL like http://127.0.0.1:8080: '" + value + "'");
  }

  private static String path(@Nullable String value, @Nullable URI target) throws PlanException {
    String own = target == null ? "" : ownPath(target);
    if (value == null) {
      return own.isEmpty() ? "/" : own;
    }
    if (own.length() > 1) {
      throw new PlanException(
          "path must not be given twice: target has " + own + ", path '" + value + "'");
    }
    if (!value.matches("/[!-~]*") || value.contains("#")) {
      throw new PlanException(
          "path must begin with / and hold visible ASCII without #: '" + value + "'");
    }
    return value;
  }

  private static String ownPath(URI target) {
    String query = target.getRawQuery();
    return target.getRawPath() + (query == null ? "" : "?" + query);
  }
}
