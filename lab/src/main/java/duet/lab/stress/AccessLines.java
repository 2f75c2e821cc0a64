package duet.lab.stress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's own account: its access log, a line for each request that it understood.
 *
 * @param statuses by the request's id
 * @param twice ids with more than one line
 * @param others lines of what is no request of ours, a connection that was broken off for example,
 *     and all else on stderr
 */
record AccessLines(Map<Long, Integer> statuses, List<Long> twice, List<String> others) {
  private static final Pattern LINE =
      Pattern.compile(".*\"[A-Z]+ /[^\" ?]*\\?id=([0-9]{1,18}) HTTP/1\\.1\" ([1-5][0-9]{2}) .*");

  /** Copies. */
  AccessLines {
    statuses = Map.copyOf(statuses);
    twice = List.copyOf(twice);
    others = List.copyOf(others);
  }

  static AccessLines read(Path log) throws IOException {
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return of(lines.toList());
    }
  }

  static AccessLines of(List<String> lines) {
    var statuses = new HashMap<Long, Integer>();
    var twice = new ArrayList<Long>();
    var others = new ArrayList<String>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        others.add(line);
      } else if (statuses.put(Long.valueOf(matcher.group(1)), Integer.valueOf(matcher.group(2)))
          != null) {
        twice.add(Long.valueOf(matcher.group(1)));
      }
    }
    return new AccessLines(statuses, twice, others);
  }

  /** How many requests were answered with success, by the server's account. */
  long right() {
    return statuses.values().stream().filter(status -> 200 <= status && status <= 299).count();
  }

  boolean isRight(long id) {
    int status = statuses.getOrDefault(id, 0);
    return 200 <= status && status <= 299;
  }
}
