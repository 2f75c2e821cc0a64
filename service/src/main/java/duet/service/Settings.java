package duet.service;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What both servers must have in common for a comparison to be fair: each is built from this
 * record, and reports what is in force in the same words ({@link #inWords()}).
 *
 * @param host address to listen on, a name or a literal
 * @param port port to listen on, 0..65535; 0 takes a free one
 * @param backlog connections the kernel may hold that have not been accepted yet, ≥ 1
 * @param tcpNoDelay whether an answer leaves at once instead of waiting for an earlier one's
 *     acknowledgement
 * @param idleTimeout after how long without a request a connection is closed; whole seconds, ≥ 1
 * @param maxRequestLineBytes longest request line; RFC 9112 §3 asks for 8000 at least
 * @param maxHeaderBytes largest header section
 * @param maxBodyBytes largest request body that is read
 * @param drainTime how long requests under way may take to end once the server is told to stop
 */
public record Settings(
    String host,
    int port,
    int backlog,
    boolean tcpNoDelay,
    Duration idleTimeout,
    int maxRequestLineBytes,
    int maxHeaderBytes,
    int maxBodyBytes,
    Duration drainTime) {

  public Settings {
    require(!host.isBlank(), "host", "must be an address or a name", host);
    require(port >= 0 && port <= 65535, "port", "must be 0..65535", port);
    require(backlog >= 1, "backlog", "must be >= 1", backlog);
    require(
        idleTimeout.toSeconds() >= 1
            && idleTimeout.equals(Duration.ofSeconds(idleTimeout.toSeconds())),
        "idleTimeout",
        "must be whole seconds, >= 1 s",
        idleTimeout);
    require(
        maxRequestLineBytes >= 8000, "maxRequestLineBytes", "must be >= 8000", maxRequestLineBytes);
    require(maxHeaderBytes >= 1024, "maxHeaderBytes", "must be >= 1024", maxHeaderBytes);
    require(maxBodyBytes >= 0, "maxBodyBytes", "must be >= 0", maxBodyBytes);
    require(!drainTime.isNegative(), "drainTime", "must be >= 0", drainTime);
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
    return new Settings(
        "127.0.0.1",
        port,
        4096,
        true,
        Duration.ofSeconds(75),
        8192,
        16 * 1024,
        1024 * 1024,
        Duration.ofSeconds(10));
  }

  public Settings withHost(String host) {
    return new Settings(
        host,
        port,
        backlog,
        tcpNoDelay,
        idleTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        maxBodyBytes,
        drainTime);
  }

  public Settings withPort(int port) {
    return new Settings(
        host,
        port,
        backlog,
        tcpNoDelay,
        idleTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        maxBodyBytes,
        drainTime);
  }

  public Settings withIdleTimeout(Duration idleTimeout) {
    return new Settings(
        host,
        port,
        backlog,
        tcpNoDelay,
        idleTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        maxBodyBytes,
        drainTime);
  }

  public Settings withDrainTime(Duration drainTime) {
    return new Settings(
        host,
        port,
        backlog,
        tcpNoDelay,
        idleTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        maxBodyBytes,
        drainTime);
  }

  /**
   * The part that must be equal in both servers, by name; host and port, which cannot be, are left
   * out.
   */
  public Map<String, String> inWords() {
    var words = new TreeMap<String, String>();
    words.put("backlog", Integer.toString(backlog));
    words.put("drainSeconds", Long.toString(drainTime.toSeconds()));
    words.put("idleSeconds", Long.toString(idleTimeout.toSeconds()));
    words.put("maxBodyBytes", Integer.toString(maxBodyBytes));
    words.put("maxHeaderBytes", Integer.toString(maxHeaderBytes));
    words.put("maxRequestLineBytes", Integer.toString(maxRequestLineBytes));
    words.put("tcpNoDelay", Boolean.toString(tcpNoDelay));
    return words;
  }

  private static void require(boolean holds, String name, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + name + "=" + value);
    }
  }
}
