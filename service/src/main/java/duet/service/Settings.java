package duet.service;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What both servers must have in common for a comparison to be fair: each is built from this, and
 * reports what is in force in the same words ({@link #inWords()}). Immutable.
 */
public final class Settings {
  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * The settings every comparison uses.
   *
   * <p>The backlog takes the replay's thousand simultaneous connections with room to spare; the
   * idle time-out is longer than the longest {@code /delay}, so that neither server cuts off a
   * request that only waits.
   *
   * @param port 0..65535
   */
  public static Settings standard(int port) {
    var values = new EnumMap<Setting, String>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, setting.standard());
    }
    return new Settings(values).with(Setting.PORT, port);
  }

  /**
   * The same with one other value.
   *
   * @param value its text is what a flag would have
   * @throws IllegalArgumentException with the setting's rule and the value
   */
  public Settings with(Setting setting, Object value) {
    String text = value.toString();
    if (!setting.rule().allows(text)) {
      throw new IllegalArgumentException(
          "%s %s: '%s'"
              .formatted(setting.key(), setting.rule().inWords(), shownWrong(setting, text)));
    }
    var changed = new EnumMap<>(values);
    changed.put(setting, text);
    return new Settings(changed);
  }

  /** Address to listen on, a name or a literal. */
  public String host() {
    return text(Setting.HOST);
  }

  /** Port to listen on, 0..65535; 0 takes a free one. */
  public int port() {
    return whole(Setting.PORT);
  }

  /** Port of health, metrics and settings, 0..65535; empty when there shall be none. */
  public OptionalInt adminPort() {
    return switch (text(Setting.ADMIN_PORT)) {
      case "off" -> OptionalInt.empty();
      case "next" -> OptionalInt.of(port() == 0 ? 0 : port() + 1);
      case String port -> OptionalInt.of(Integer.parseInt(port));
    };
  }

  /** Address of that port, a name or a literal. */
  public String adminHost() {
    return text(Setting.ADMIN_HOST);
  }

  /** Connections the kernel may hold that have not been accepted yet, ≥ 1. */
  public int backlog() {
    return whole(Setting.BACKLOG);
  }

  /** Whether an answer leaves at once instead of waiting for an earlier one's acknowledgement. */
  public boolean tcpNoDelay() {
    return is(Setting.TCP_NO_DELAY);
  }

  /** Of each connection's socket ({@code SO_SNDBUF}); 0 leaves it to the kernel. */
  public int sendBufferBytes() {
    return whole(Setting.SEND_BUFFER_BYTES);
  }

  /** Connections of clients at most; how many there can be {@link Descriptors} knows. */
  public int maxConnections() {
    return whole(Setting.MAX_CONNECTIONS);
  }

  /** Requests that are answered at once. */
  public int maxRequests() {
    return whole(Setting.MAX_REQUESTS);
  }

  /** Whether that limit adapts to how long answers take. */
  public boolean adaptsAdmission() {
    return text(Setting.ADMISSION).equals("adaptive");
  }

  /** An answer that takes longer is late to an adaptive admission. */
  public Duration admissionTime() {
    return Duration.ofMillis(whole(Setting.ADMISSION_MILLIS));
  }

  /** Streams and files that are sent at once. */
  public int maxTransfers() {
    return whole(Setting.MAX_TRANSFERS);
  }

  /**
   * Bytes that are kept at once for all clients together: bodies, heads that are large, what has
   * come behind a request, answers that have not been taken.
   */
  public int maxBufferedBytes() {
    return whole(Setting.MAX_BUFFERED_BYTES);
  }

  /** After how long without a request a connection is closed; whole seconds, ≥ 1. */
  public Duration idleTimeout() {
    return seconds(Setting.IDLE_SECONDS);
  }

  /** From the first byte of a request to the end of its header section. */
  public Duration headerTime() {
    return seconds(Setting.HEADER_SECONDS);
  }

  /** For any byte of a body. */
  public Duration bodyTime() {
    return seconds(Setting.BODY_SECONDS);
  }

  /** For each so many bytes that have come a body may take a second longer as a whole. */
  public int bodyBytesPerSecond() {
    return whole(Setting.BODY_BYTES_PER_SECOND);
  }

  /** For a client to take something of an answer. */
  public Duration sendTime() {
    return seconds(Setting.SEND_SECONDS);
  }

  /** Longest request line; RFC 9112 §3 asks for 8000 at least. */
  public int maxRequestLineBytes() {
    return whole(Setting.MAX_REQUEST_LINE_BYTES);
  }

  /** Largest header section: all its lines and their CRLFs. */
  public int maxHeaderBytes() {
    return whole(Setting.MAX_HEADER_BYTES);
  }

  /** Most fields in a header section. */
  public int maxHeaderCount() {
    return whole(Setting.MAX_HEADER_COUNT);
  }

  /** Largest request body that is read. */
  public int maxBodyBytes() {
    return whole(Setting.MAX_BODY_BYTES);
  }

  /** How long requests under way may take to end once the server is told to stop. */
  public Duration drainTime() {
    return seconds(Setting.DRAIN_SECONDS);
  }

  /** {@code embedded} or an address, which may hold a password: never to be logged as it is. */
  public String database() {
    return text(Setting.DATABASE);
  }

  /** Connections in the pool, all opened to one database, ≥ 1. */
  public int databaseConnections() {
    return whole(Setting.DATABASE_CONNECTIONS);
  }

  /** How long a request may take from its wish for a connection to the last row. */
  public Duration databaseTime() {
    return seconds(Setting.DATABASE_SECONDS);
  }

  /** {@code embedded} or an address. */
  public String backend() {
    return text(Setting.BACKEND);
  }

  /** Connections to the backend at most, ≥ 1; calls beyond wait for one. */
  public int backendConnections() {
    return whole(Setting.BACKEND_CONNECTIONS);
  }

  /** How much longer than the wait it asks for a call may take. */
  public Duration backendTime() {
    return seconds(Setting.BACKEND_SECONDS);
  }

  /** Calls to the backend at once, those that wait for a connection too. */
  public int maxCalls() {
    return whole(Setting.MAX_CALLS);
  }

  /** How many requests may wait for a processor, ≥ 0. */
  public int computeQueue() {
    return whole(Setting.COMPUTE_QUEUE);
  }

  /** Folder below which {@code /files} serves. */
  public String files() {
    return text(Setting.FILES);
  }

  /** Whether there are routes that block, and where they do. */
  public Blocking blocking() {
    return Blocking.valueOf(text(Setting.BLOCKING_ROUTES).toUpperCase(Locale.ROOT));
  }

  /** Where a request blocks that does. */
  public enum Blocking {
    /** There is none. */
    OFF,
    /** On the thread that serves it, which in neither model is for that. */
    INLINE,
    /** On one of some threads that are kept for it. */
    OFFLOADED
  }

  /** Whether requests are counted and timed. */
  public boolean metrics() {
    return is(Setting.METRICS);
  }

  /** Whether every answer is a line of the log. */
  public boolean accessLog() {
    return is(Setting.ACCESS_LOG);
  }

  /** Whether a line of the log is a JSON object. */
  public boolean logsJson() {
    return text(Setting.LOG_FORMAT).equals("json");
  }

  /**
   * The part that must be equal in both servers, by name; what cannot be, such as the port, is left
   * out.
   */
  public Map<String, String> inWords() {
    var words = new TreeMap<String, String>();
    values.forEach(
        (setting, value) -> {
          if (!setting.isOwn()) {
            words.put(setting.word(), value);
          }
        });
    return words;
  }

  /** The rest, which tells a server from the other, as a person may see it. */
  Map<String, String> ownWords() {
    var words = new TreeMap<String, String>();
    values.forEach(
        (setting, value) -> {
          if (setting.isOwn()) {
            words.put(setting.word(), shown(setting, value));
          }
        });
    return words;
  }

  /** The value as a person may see it: an address without its password. */
  static String shown(Setting setting, String value) {
    return setting.rule() instanceof Rule.AddressOr ? EscapedText.withoutSecrets(value) : value;
  }

  /** The same of one that keeps no rule, in which a password may stand anywhere before an @. */
  static String shownWrong(Setting setting, String value) {
    int at = value.lastIndexOf('@');
    if (at < 0 || !(setting.rule() instanceof Rule.AddressOr)) {
      return shown(setting, value);
    }
    String scheme =
        value.substring(0, at).matches("[a-z]+://.*") ? value.replaceAll("//.*", "//") : "";
    return scheme + "…" + value.substring(at);
  }

  /** As a flag would have it. */
  String text(Setting setting) {
    return Objects.requireNonNull(values.get(setting), setting.name());
  }

  private int whole(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  private boolean is(Setting setting) {
    return text(setting).equals("true");
  }

  private Duration seconds(Setting setting) {
    return Duration.ofSeconds(whole(setting));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings settings && values.equals(settings.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    var shown = new EnumMap<Setting, String>(Setting.class);
    values.forEach((setting, value) -> shown.put(setting, shown(setting, value)));
    return shown.toString();
  }
}
