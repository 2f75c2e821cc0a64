package duet.service;

import java.util.List;
import java.util.Locale;

/**
 * Every setting of a server: one table from which the flags, the environment variables, the keys of
 * the file, the usage and {@code /settings} are made. Units stand in the names.
 */
public enum Setting {
  HOST("address to listen on", new Rule.Host(), "127.0.0.1"),
  PORT("port to listen on; 0 takes a free one", new Rule.Whole(0, 65_535), ""),
  ADMIN_PORT(
      "port for health, metrics and settings; next is the port after the other, 0 a free one",
      new Rule.PortOr(List.of("next", "off")),
      "next"),
  ADMIN_HOST(
      "address the admin port listens on, whatever the other's is", new Rule.Host(), "127.0.0.1"),
  BACKLOG(
      "connections the kernel may hold that are not accepted yet",
      new Rule.Whole(1, 1_000_000),
      "4096"),
  TCP_NO_DELAY("send an answer at once", new Rule.OneOf(List.of("true", "false")), "true"),
  SEND_BUFFER_BYTES(
      "the kernel keeps this much of an answer that is not taken yet, or twice; 0 lets it choose",
      new Rule.Whole(0, 1_000_000_000),
      "131072"),
  MAX_CONNECTIONS(
      "connections of clients at once; one more is answered 503 and closed",
      new Rule.Whole(1, 1_000_000),
      "12000"),
  MAX_REQUESTS(
      "requests answered at once; one more is answered 503", new Rule.Whole(1, 1_000_000), "10000"),
  ADMISSION(
      "whether the limit of requests is always that or falls while answers are late",
      new Rule.OneOf(List.of("fixed", "adaptive")),
      "fixed"),
  ADMISSION_MILLIS(
      "an answer that takes longer is late, to an adaptive admission",
      new Rule.Whole(1, 3_600_000),
      "1000"),
  MAX_TRANSFERS(
      "streams and files sent at once; one more is answered 503",
      new Rule.Whole(1, 1_000_000),
      "512"),
  MAX_BUFFERED_BYTES(
      "bytes kept at once for all clients: bodies, large heads, large answers; one too many is 503",
      new Rule.Whole(0, 1_000_000_000),
      "33554432"),
  IDLE_SECONDS(
      "a connection without a request for longer is closed", new Rule.Whole(1, 86_400), "75"),
  HEADER_SECONDS(
      "a head that takes longer from its first byte is 408", new Rule.Whole(1, 86_400), "10"),
  BODY_SECONDS("a body of which nothing comes for longer is 408", new Rule.Whole(1, 86_400), "20"),
  BODY_BYTES_PER_SECOND(
      "a body may be body-seconds behind so many bytes a second",
      new Rule.Whole(1, 1_000_000_000),
      "500"),
  SEND_SECONDS(
      "an answer of which its client takes nothing for longer is cut off",
      new Rule.Whole(1, 86_400),
      "30"),
  MAX_REQUEST_LINE_BYTES(
      "longest request line (RFC 9112 asks for 8000 at least)",
      new Rule.Whole(8000, 1_000_000),
      "8192"),
  MAX_HEADER_BYTES("largest header section", new Rule.Whole(1024, 1_000_000), "16384"),
  MAX_HEADER_COUNT("most fields in a header section", new Rule.Whole(10, 10_000), "100"),
  MAX_BODY_BYTES("largest request body", new Rule.Whole(0, 1_000_000_000), "1048576"),
  DRAIN_SECONDS(
      "how long requests under way may take once told to stop", new Rule.Whole(0, 3600), "10"),
  DATABASE(
      "embedded starts a PostgreSQL that both servers share; postgresql://user:password@host/name uses yours",
      new Rule.AddressOr(List.of("postgresql"), List.of("embedded")),
      "embedded"),
  DATABASE_CONNECTIONS("connections in the pool", new Rule.Whole(1, 1000), "16"),
  DATABASE_SECONDS(
      "a database route that takes longer is answered 503", new Rule.Whole(1, 3600), "3"),
  BACKEND(
      "what /fetch and /gather call: embedded starts a small one that both servers share",
      new Rule.AddressOr(List.of("http"), List.of("embedded")),
      "embedded"),
  BACKEND_CONNECTIONS("connections to the backend at most", new Rule.Whole(1, 20_000), "1024"),
  BACKEND_SECONDS(
      "a call may take this much longer than it asked for", new Rule.Whole(1, 3600), "5"),
  MAX_CALLS(
      "calls to the backend under way or waiting at once; a request for more is 503",
      new Rule.Whole(1, 1_000_000),
      "10000"),
  COMPUTE_QUEUE(
      "how many requests may wait for a processor; one more is answered 503",
      new Rule.Whole(0, 1_000_000),
      "1000"),
  FILES(
      "folder below which /files serves; samples is the project's own",
      new Rule.FolderOr(List.of("samples")),
      "samples"),
  BLOCKING_ROUTES(
      "/block/lock|spin|native/{ms}, to see what blocking does: on the thread that serves, or another",
      new Rule.OneOf(List.of("off", "inline", "offloaded")),
      "off"),
  METRICS("count and time every request", new Rule.OneOf(List.of("true", "false")), "true"),
  ACCESS_LOG("write a line for every answer", new Rule.OneOf(List.of("true", "false")), "false"),
  LOG_FORMAT("how a line of the log is written", new Rule.OneOf(List.of("text", "json")), "text");

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // every rule is a record of immutable parts
  private final Rule rule;

  private final String standard;

  Setting(String meaning, Rule rule, String standard) {
    this.meaning = meaning;
    this.rule = rule;
    this.standard = standard;
  }

  /** As in {@code --database-connections} and in the file: {@code database-connections}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of its environment variable. */
  public String variable() {
    return "DUET_" + name();
  }

  /** As in JSON: {@code databaseConnections}. */
  public String word() {
    var word = new StringBuilder();
    for (String part : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      word.append(word.isEmpty() ? part.charAt(0) : Character.toUpperCase(part.charAt(0)))
          .append(part, 1, part.length());
    }
    return word.toString();
  }

  /**
   * Whether two servers that differ in it can still be compared: what tells them apart, no more.
   */
  boolean isOwn() {
    return switch (this) {
      case HOST, PORT, ADMIN_PORT, ADMIN_HOST, DATABASE, BACKEND, FILES, LOG_FORMAT -> true;
      case BACKLOG,
          TCP_NO_DELAY,
          SEND_BUFFER_BYTES,
          MAX_CONNECTIONS,
          MAX_REQUESTS,
          ADMISSION,
          ADMISSION_MILLIS,
          MAX_TRANSFERS,
          MAX_BUFFERED_BYTES,
          IDLE_SECONDS,
          HEADER_SECONDS,
          BODY_SECONDS,
          BODY_BYTES_PER_SECOND,
          SEND_SECONDS,
          MAX_REQUEST_LINE_BYTES,
          MAX_HEADER_BYTES,
          MAX_HEADER_COUNT,
          MAX_BODY_BYTES,
          DRAIN_SECONDS,
          DATABASE_CONNECTIONS,
          DATABASE_SECONDS,
          BACKEND_CONNECTIONS,
          BACKEND_SECONDS,
          MAX_CALLS,
          COMPUTE_QUEUE,
          BLOCKING_ROUTES,
          METRICS,
          ACCESS_LOG ->
          false;
    };
  }

  String meaning() {
    return meaning;
  }

  Rule rule() {
    return rule;
  }

  /** What holds where nothing else is said; the port's is each server's own. */
  String standard() {
    return standard;
  }
}
