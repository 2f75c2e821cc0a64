package duet.contract;

import static duet.contract.Served.last;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a server says is in force at its admin port.
 *
 * @param server what it calls itself
 * @param words its settings and its JVM by name, as written in JSON but for the quotes of a string;
 *     what must differ between two servers is left out
 */
record SettingsInForce(String server, Map<String, String> words) {
  /** A server looks at a connection of its own for it, for five seconds at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Two servers on one machine cannot have these in common. */
  private static final Set<String> NOBODY_ELSES = Set.of("server", "port", "adminPort");

  /** What two servers that are both silent on it would wrongly be taken to have in common. */
  private static final Set<String> SAID =
      Set.of(
          "server",
          "version",
          "model",
          "jdk",
          "jvm",
          "jvmArguments",
          "maxHeapBytes",
          "collectors",
          "processors",
          "shared",
          "own");

  SettingsInForce {
    words = Map.copyOf(words);
  }

  /**
   * Asks for it.
   *
   * @throws IOException with one line for the terminal
   */
  static SettingsInForce of(URI admin) throws IOException {
    Answer answer;
    try (Wire wire = Wire.to(admin, PATIENCE)) {
      answer = wire.send(last("GET", "/settings")).answer();
    } catch (IOException e) {
      throw new IOException(
          "ADMIN_URL must be a server's admin port: " + admin + ": " + e.getMessage(), e);
    }
    if (answer.status() != 200) {
      throw new IOException(
          "ADMIN_URL must answer /settings with 200: " + admin + ": " + answer.status());
    }
    try {
      return parse(answer.text());
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "ADMIN_URL must answer /settings as a Duet server does: " + admin + ": " + e.getMessage(),
          e);
    }
  }

  /**
   * @param json the document of {@code /settings}
   * @throws IllegalArgumentException if it is none
   */
  static SettingsInForce parse(String json) {
    Map<String, String> document =
        FlatObject.parseDeeper(json)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("must be a JSON object, two levels deep at most"));
    var words = new TreeMap<String, String>();
    document.forEach(
        (name, value) -> {
          if (value.startsWith("{")) {
            nested(name, value).forEach((word, of) -> words.put(word, bare(of)));
          } else {
            words.put(name, bare(value));
          }
        });
    for (String name : SAID) {
      if (!document.containsKey(name)) {
        throw new IllegalArgumentException("must have a member '" + name + "'");
      }
    }
    String server = bare(Objects.requireNonNull(document.get("server")));
    words.keySet().removeAll(NOBODY_ELSES);
    return new SettingsInForce(server, words);
  }

  private static Map<String, String> nested(String name, String object) {
    return FlatObject.parse(object)
        .orElseThrow(
            () -> new IllegalArgumentException("must be an object of names that differ: " + name));
  }

  private static String bare(String value) {
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }
}
