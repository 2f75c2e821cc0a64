package duet.contract;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Figures in Prometheus' text format, version 0.0.4, read strictly.
 *
 * @param families each metric as {@code name type label,label…}, in the order of the text
 * @param samples each sample's value by its name and labels as written
 */
public record Exposed(List<String> families, Map<String, Double> samples) {
  /** The metrics of the contract; what only some systems tell is left out by those that do not. */
  static final List<String> EXPECTED =
      """
      duet_requests_total counter method,route,status
      duet_request_seconds histogram le,route
      duet_requests_in_flight gauge
      duet_connections gauge
      duet_refused_connections_total counter
      duet_clients_cut_off_total counter for
      duet_refused_requests_total counter
      duet_buffered_bytes gauge
      duet_pool_connections gauge pool,state
      duet_pool_waiting gauge pool
      duet_compute_running gauge
      duet_compute_waiting gauge
      duet_access_log_dropped_total counter
      jvm_memory_used_bytes gauge area
      jvm_memory_committed_bytes gauge area
      jvm_memory_max_bytes gauge area
      jvm_memory_pool_used_bytes gauge pool
      jvm_memory_pool_committed_bytes gauge pool
      jvm_memory_pool_max_bytes gauge pool
      jvm_gc_collection_seconds summary gc
      jvm_allocated_bytes_total counter
      jvm_threads_current gauge
      jvm_threads_peak gauge
      process_cpu_seconds_total counter
      process_resident_memory_bytes gauge
      process_open_fds gauge
      process_max_fds gauge
      process_start_time_seconds gauge
      """
          .lines()
          .toList();

  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)(?:\\{((?:[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+)\\})? "
              + "(-?\\d+(?:\\.\\d+)?)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  public Exposed {
    families = List.copyOf(families);
    samples = Map.copyOf(samples);
  }

  /**
   * Reads the text.
   *
   * @throws AssertionError with the line that breaks the format
   */
  static Exposed parse(String text) {
    var labels = new LinkedHashMap<String, Set<String>>();
    var samples = new LinkedHashMap<String, Double>();
    String help = "";
    String family = "";
    check(text.endsWith("\n"), "the last line must have an end", text);
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# ")) {
        check(words.length == 4, "must name a metric and say something of it", line);
        if (words[1].equals("HELP")) {
          help = words[2];
        } else {
          check(words[1].equals("TYPE") && words[2].equals(help), "TYPE must follow HELP", line);
          family = help + " " + words[3];
          check(labels.put(family, new TreeSet<>()) == null, "a metric must stand once", line);
        }
      } else {
        Matcher sample = SAMPLE.matcher(line);
        check(sample.matches(), "must be a sample", line);
        check(
            sample.group(1).matches(Pattern.quote(help) + "(_bucket|_sum|_count)?"),
            "must be of the metric above it",
            line);
        Set<String> ofFamily = labels.getOrDefault(family, new TreeSet<>());
        LABEL
            .matcher(Objects.requireNonNullElse(sample.group(2), ""))
            .results()
            .forEach(label -> ofFamily.add(label.group(1)));
        double value = Double.parseDouble(sample.group(3));
        String name = line.substring(0, line.lastIndexOf(' '));
        check(samples.put(name, value) == null, "a sample must stand once", line);
      }
    }
    var families = new ArrayList<String>();
    labels.forEach((name, names) -> families.add((name + " " + String.join(",", names)).strip()));
    return new Exposed(families, samples);
  }

  private static void check(boolean kept, String rule, String line) {
    if (!kept) {
      throw new AssertionError(rule + ": " + line);
    }
  }

  /** A sample's value; zero where there is none yet. */
  double value(String sample) {
    return samples.getOrDefault(sample, 0.0);
  }

  /** Asks until it is so, or five seconds have passed: an answer is counted after it is sent. */
  static Exposed eventually(Metrics metrics, Predicate<Exposed> isSo)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Exposed now = metrics.ask();
    while (!isSo.test(now) && System.nanoTime() < end) {
      Thread.sleep(10);
      now = metrics.ask();
    }
    return now;
  }

  /** Where figures come from. */
  interface Metrics {
    Exposed ask() throws IOException;
  }
}
