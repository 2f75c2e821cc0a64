package duet.lab;

import duet.lab.plan.Asked;
import duet.lab.plan.PlanException;
import duet.lab.plan.Processors;
import duet.lab.process.Pinning;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a comparison on the command line. */
final class LoadOptions {
  private static final int QUICK_TRIALS = 5;
  private static final String QUICK_DURATION = "1200ms";

  @Option(
      names = "--workload",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "json",
      description =
          "one or more of root, plaintext, json, db, delay-20, …, or a path; default json")
  private List<String> workloads = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description = "requests per second (open loop), or max (closed loop); default 5000")
  private String rate = "";

  @Option(names = "--poisson", description = "random arrivals instead of equal distances")
  private boolean poisson;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "1..10000, so many requests at once at most; default 64")
  private int connections;

  @Option(names = "--new-connections", description = "a connection for each request")
  private boolean newConnections;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "of each arm, 1..1000; default 10, of duet trust 30")
  private @Nullable Integer trials;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "measured time of a trial, 500ms..10m; default 10s, of duet trust 2s")
  private @Nullable String duration;

  @Option(
      names = "--quick",
      description =
          "short trials, 5 of each arm unless said otherwise: an answer in about two minutes")
  private boolean quick;

  @Option(
      names = "--precision",
      paramLabel = "P%",
      defaultValue = "3%",
      description = "arms that differ by no more are equivalent, 0.1%%..50%%; default 3%%")
  private String precision = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "of random arrivals and of the resamples; default 42")
  private long seed;

  @Option(
      names = "--profile",
      description = "after the trials profile each arm once more, for flame graphs")
  private boolean profile;

  @Option(
      names = "--server-cpus",
      paramLabel = "LIST",
      description = "processors of the servers; the first, or what --load-cpus leaves")
  private @Nullable String serverCpus;

  @Option(
      names = "--load-cpus",
      paramLabel = "LIST",
      description =
          "processors of everything else; the others, on cores of their own where enough remain")
  private @Nullable String loadCpus;

  /**
   * In the words that are kept.
   *
   * @param free what processors there are to be had
   * @throws PlanException in one line that names the flag
   */
  Asked asked(List<String> arms, Processors free) throws PlanException {
    return asked(arms, free, 10, "10s");
  }

  /** The same where less is measured for longer, unless said otherwise. */
  Asked asked(List<String> arms, Processors free, int usualTrials, String usualDuration)
      throws PlanException {
    if (poisson && rate.equals("max")) {
      throw new PlanException("--poisson needs a rate at which requests arrive: --rate max");
    }
    Processors chosen = new ProcessorLists(serverCpus, loadCpus).of(free, Pinning.allowed());
    return new Asked(
        arms,
        workloads,
        rate,
        poisson,
        connections,
        newConnections,
        trials != null ? trials : quick ? QUICK_TRIALS : usualTrials,
        time(duration != null ? duration : quick ? QUICK_DURATION : usualDuration).toMillis(),
        percent(precision),
        seed,
        quick,
        profile,
        chosen.server(),
        chosen.load());
  }

  /** How many were asked for; null for as many as are usual. */
  @Nullable Integer trials() {
    return trials;
  }

  /** {@code 500ms}, {@code 10s}, {@code 2m}. */
  static Duration time(String text) throws PlanException {
    String lower = text.toLowerCase(Locale.ROOT);
    try {
      if (lower.matches("[0-9]{1,6}ms")) {
        return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
      }
      if (lower.matches("[0-9]{1,4}(\\.[0-9]{1,3})?s|[0-9]{1,3}m")) {
        return Duration.parse("PT" + lower.toUpperCase(Locale.ROOT));
      }
    } catch (DateTimeParseException _) {
      // falls to the one message
    }
    throw new PlanException("--duration must be a time like 500ms, 10s or 2m: '" + text + "'");
  }

  private static double percent(String text) throws PlanException {
    if (!text.matches("[0-9]{1,2}(\\.[0-9]{1,3})?%?")) {
      throw new PlanException("--precision must be a percentage like 3%: '" + text + "'");
    }
    return Double.parseDouble(text.replace("%", ""));
  }
}
