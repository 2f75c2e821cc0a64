package duet.service;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code /settings}: what is in force, as JSON. {@code shared} is what must be equal in both
 * servers for a comparison to be fair, {@code own} what tells them apart. Safe for use by several
 * threads; what is in force is asked again after five seconds at the earliest, since that takes a
 * connection.
 */
final class SettingsPage {
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final String name;
  private final Settings settings;
  private final Server server;
  private Map<String, String> inForce = Map.of();
  private long askedNanos;

  SettingsPage(String name, Settings settings, Server server) {
    this.name = name;
    this.settings = settings;
    this.server = server;
  }

  /** Blocks while the server is asked, for five seconds at most. */
  synchronized Answer answer() {
    if (inForce.isEmpty() || System.nanoTime() - askedNanos > FRESH_NANOS) {
      try {
        inForce = server.inForce();
        askedNanos = System.nanoTime();
      } catch (IllegalStateException _) { // it is being stopped, or too busy to take a connection
        return Problem.unavailable("The server does not answer on its own port now.").answer();
      }
    }
    return Answer.json(json());
  }

  private String json() {
    var members = new LinkedHashMap<String, String>();
    members.put("server", JsonText.quoted(name));
    members.put("version", JsonText.quoted(Version.NUMBER));
    members.put("model", JsonText.quoted(server.tuning()));
    members.put("jdk", JsonText.quoted(Runtime.version().toString()));
    members.put("jvm", JsonText.quoted(System.getProperty("java.vm.name", "")));
    members.put(
        "jvmArguments",
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .map(EscapedText::withoutSecrets)
            .map(JsonText::quoted)
            .collect(Collectors.joining(",", "[", "]")));
    members.put("maxHeapBytes", Long.toString(Runtime.getRuntime().maxMemory()));
    members.put(
        "collectors",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .map(JsonText::quoted)
            .collect(Collectors.joining(",", "[", "]")));
    members.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    members.put("shared", object(inForce));
    members.put("own", object(own()));
    return members.entrySet().stream()
        .map(member -> JsonText.quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Map<String, String> own() {
    var own = new TreeMap<>(settings.ownWords());
    own.put(Setting.PORT.word(), Integer.toString(server.port()));
    server
        .adminPort()
        .ifPresent(port -> own.put(Setting.ADMIN_PORT.word(), Integer.toString(port)));
    return own;
  }

  private static String object(Map<String, String> words) {
    return new TreeMap<>(words)
        .entrySet().stream()
            .map(word -> JsonText.quoted(word.getKey()) + ":" + value(word.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
  }

  /** A whole number or a truth value is one in JSON too. */
  private static String value(String text) {
    return text.matches("true|false|0|[1-9]\\d{0,17}") ? text : JsonText.quoted(text);
  }
}
