package duet.lab.trust;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load generators of other people, as an independent count of the same requests. */
public enum OtherLoad {
  /** Counts from its start, connecting included, over the time it prints. */
  WRK {
    @Override
    public List<String> command(URI url, int connections, Duration time) {
      return List.of(
          "wrk", "-t1", "-c" + connections, "-d" + time.toSeconds() + "s", url.toString());
    }

    @Override
    public Counted counted(String printed) throws IOException {
      long requests = Long.parseLong(find("([0-9]+) requests in ", printed).group(1));
      // The time itself is printed to a hundredth of a second only.
      double perSecond = Double.parseDouble(find("Requests/sec: *([0-9.]+)", printed).group(1));
      long failed = 0;
      Matcher status = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)").matcher(printed);
      if (status.find()) {
        failed += Long.parseLong(status.group(1));
      }
      Matcher socket =
          Pattern.compile(
                  "Socket errors: connect ([0-9]+), read ([0-9]+), write ([0-9]+), timeout ([0-9]+)")
              .matcher(printed);
      if (socket.find()) {
        for (int i = 1; i <= 4; i++) {
          failed += Long.parseLong(socket.group(i));
        }
      }
      return new Counted(requests, perSecond, failed);
    }
  },
  /** Counts after a second of its own warm-up, connecting left out, over the time it prints. */
  H2LOAD {
    @Override
    public List<String> command(URI url, int connections, Duration time) {
      return List.of(
          "h2load",
          "--h1",
          "-t1",
          "-c" + connections,
          "--warm-up-time=1",
          "-D" + (time.toSeconds() - 1),
          url.toString());
    }

    @Override
    public Counted counted(String printed) throws IOException {
      // What it was finished in has the warm-up in it, and the requests have not.
      Matcher main = find("([0-9]+)s of main duration", printed);
      Matcher requests =
          find(
              "requests: [0-9]+ total, [0-9]+ started, ([0-9]+) done, ([0-9]+) succeeded,"
                  + " ([0-9]+) failed, ([0-9]+) errored, ([0-9]+) timeout",
              printed);
      Matcher codes = find("status codes: ([0-9]+) 2xx", printed);
      long done = Long.parseLong(requests.group(1));
      return new Counted(
          done,
          done / Double.parseDouble(main.group(1)),
          Math.max(Long.parseLong(requests.group(3)), done - Long.parseLong(codes.group(1))));
    }
  };

  /**
   * What it says it did.
   *
   * @param requests answered
   * @param perSecond of them
   * @param failed requests that were not answered rightly, by its own account
   */
  public record Counted(long requests, double perSecond, long failed) {}

  /**
   * How it is started: closed loop, kept connections, one thread.
   *
   * @param time from its start to its end, whole seconds, 3 at least
   */
  public abstract List<String> command(URI url, int connections, Duration time);

  /**
   * Reads what it printed.
   *
   * @throws IOException in one line, if it says nothing that can be understood
   */
  public abstract Counted counted(String printed) throws IOException;

  /** The name of its program. */
  public String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  Matcher find(String pattern, String printed) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(printed);
    if (!matcher.find()) {
      throw new IOException(
          program()
              + " printed no count that can be read: "
              + printed.lines().filter(line -> !line.isBlank()).findFirst().orElse("nothing"));
    }
    return matcher;
  }
}
