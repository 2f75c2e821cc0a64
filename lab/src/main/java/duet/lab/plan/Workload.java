package duet.lab.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is asked for in each request of a trial.
 *
 * @param name what it is called, in files and on the page
 * @param method {@code GET} or {@code POST}
 * @param target of the request
 * @param bodyBytes sent with each request
 */
public record Workload(String name, String method, String target, int bodyBytes) {
  private static final int MOST_BODY_BYTES = 1 << 20;

  /** Path and query, RFC 3986 §3.3 and §3.4. */
  private static final Pattern PATH =
      Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,1000}");

  /** Names without a number. */
  private static final Map<String, String> PLAIN = plain();

  /** Names with numbers, each a {@code #}. */
  private static final Map<String, String> NUMBERED = numbered();

  private static Map<String, String> plain() {
    var plain = new LinkedHashMap<String, String>();
    plain.put("root", "/");
    for (String name :
        List.of("plaintext", "json", "db", "queries", "updates", "fortunes", "cached-queries")) {
      plain.put(name, "/" + name);
    }
    return plain;
  }

  private static Map<String, String> numbered() {
    var numbered = new LinkedHashMap<String, String>();
    numbered.put("queries-#", "/queries?queries=#");
    numbered.put("updates-#", "/updates?queries=#");
    numbered.put("cached-queries-#", "/cached-queries?count=#");
    numbered.put("delay-#", "/delay/#");
    numbered.put("compute-#", "/compute/#");
    numbered.put("work-#-#", "/work?wait=#&rounds=#");
    numbered.put("fetch-#", "/fetch/#");
    numbered.put("gather-#-#", "/gather/#/#");
    numbered.put("stream-#", "/stream/#");
    return numbered;
  }

  /** Every name there is, for help. */
  public static String names() {
    var names = new ArrayList<>(PLAIN.keySet());
    NUMBERED.keySet().forEach(name -> names.add(name.replace('#', 'N')));
    names.add("echo-N");
    names.add("files-NAME");
    return String.join(", ", names) + ", or a path like /json";
  }

  /**
   * Reads {@code json}, {@code delay-20}, {@code echo-1000}, {@code /any?path}.
   *
   * @throws PlanException if it is no name and no path
   */
  public static Workload parse(String text) throws PlanException {
    if (text.startsWith("/")) {
      if (!PATH.matcher(text).matches()) {
        throw new PlanException(
            "--workload must be a path and a query as RFC 3986 writes them, up to 1000 characters,"
                + " others as %%XX: '%s'".formatted(text));
      }
      return new Workload(text, "GET", text, 0);
    }
    String plain = PLAIN.get(text);
    if (plain != null) {
      return new Workload(text, "GET", plain, 0);
    }
    if (text.matches("files-[A-Za-z0-9._-]+")) {
      return new Workload(text, "GET", "/files/" + text.substring(6), 0);
    }
    List<String> numbers = List.of(text.replaceAll("^[a-z-]+", "").split("-", -1));
    String shape = text.replaceAll("[0-9]+", "#");
    if (shape.equals("echo-#")) {
      return echo(text, numbers.getFirst());
    }
    String target = NUMBERED.get(shape);
    if (target == null || numbers.stream().anyMatch(number -> number.length() > 12)) {
      throw new PlanException("--workload must be one of " + names() + ": '" + text + "'");
    }
    for (String number : numbers) {
      target = target.replaceFirst("#", number);
    }
    return new Workload(text, "GET", target, 0);
  }

  private static Workload echo(String text, String number) throws PlanException {
    if (number.length() > 7 || Integer.parseInt(number) > MOST_BODY_BYTES) {
      throw new PlanException(
          "--workload echo-N must send 0.." + MOST_BODY_BYTES + " bytes: '" + text + "'");
    }
    return new Workload(text, "POST", "/echo", Integer.parseInt(number));
  }

  /** The body of each request. */
  public String body() {
    return "0123456789abcdef".repeat(bodyBytes / 16 + 1).substring(0, bodyBytes);
  }
}
