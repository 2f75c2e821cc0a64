package duet.contract.fuzz;

import duet.contract.Escaped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the program was told.
 *
 * @param servers one or several
 * @param requests to all servers together, 1..10^12
 * @param connections to each server at once, 1..5000
 * @param replay the conversation to hold again; -1 for a run
 * @param bytes pieces of a conversation to hold; empty for a run
 * @param shrink whether a shorter conversation with the same finding is looked for
 * @param admins where metrics are: one for each server, or none
 */
record Options(
    List<URI> servers,
    long requests,
    long seed,
    int connections,
    long replay,
    List<String> bytes,
    boolean shrink,
    List<URI> admins) {
  private static final long MOST_REQUESTS = 1_000_000_000_000L;
  private static final int MOST_CONNECTIONS = 5000;
  private static final long MOST_INDEX = (1L << 40) - 1;

  Options {
    servers = List.copyOf(servers);
    bytes = List.copyOf(bytes);
    admins = List.copyOf(admins);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("URL must be given at least once: 0 given");
    }
    if (!admins.isEmpty() && admins.size() != servers.size()) {
      throw new IllegalArgumentException(
          "--admin must name one for each URL: " + admins.size() + " for " + servers.size());
    }
  }

  /**
   * @throws IllegalArgumentException with the flag at fault, its rule and what was given
   */
  static Options parse(String... arguments) {
    var servers = new ArrayList<URI>();
    var bytes = new ArrayList<String>();
    List<URI> admins = List.of();
    long requests = 100_000;
    long seed = 1;
    long connections = 400;
    long replay = -1;
    boolean shrink = false;
    for (String argument : arguments) {
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      switch (flag) {
        case "--requests" -> requests = whole(flag, value, 1, MOST_REQUESTS);
        case "--seed" -> seed = whole(flag, value, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--connections" -> connections = whole(flag, value, 1, MOST_CONNECTIONS);
        case "--replay" -> replay = whole(flag, value, 0, MOST_INDEX);
        case "--bytes" -> bytes.add(Escaped.bytes(value));
        case "--shrink" -> shrink = true;
        case "--admin" ->
            admins = Arrays.stream(value.split(",", -1)).map(url -> base(flag, url)).toList();
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException("no such flag, see --help: '" + argument + "'");
          }
          servers.add(base("URL", argument));
        }
      }
    }
    return new Options(servers, requests, seed, (int) connections, replay, bytes, shrink, admins);
  }

  private static long whole(String flag, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // falls to the one message for all that is no such number
    }
    throw new IllegalArgumentException(
        "%s must be a whole number, %d..%d: '%s'".formatted(flag, least, most, value));
  }

  private static URI base(String name, String value) {
    try {
      var url = new URI(value);
      if ("http".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && url.getPort() <= 65_535
          && (url.getRawPath() == null || url.getRawPath().matches("/?"))) {
        return url;
      }
    } catch (URISyntaxException _) {
      // falls to the one message for all that is no such URL
    }
    throw new IllegalArgumentException(
        name + " must be a URL like http://127.0.0.1:8080, without a path: '" + value + "'");
  }
}
