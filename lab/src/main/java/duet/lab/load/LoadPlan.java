package duet.lab.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One load on one server: what to send, when, and what to take for a right answer.
 *
 * @param host name or address
 * @param port 1..65535
 * @param method {@code GET} or {@code POST}, for instance
 * @param target the request's target, beginning with a slash
 * @param body sent with each request; empty for none
 * @param expected a right answer
 * @param arrivals when requests are sent
 * @param connections most connections at once, and so most requests under way, 1..60000
 * @param keepAlive whether a connection serves more than one request
 * @param ratePerSecond planned requests; 0 in a closed loop
 * @param leadInNanos load before the window, not counted
 * @param windowNanos the measured time, &gt; 0
 * @param leadOutNanos load after the window, not counted, so that its last requests see it too
 * @param timeoutNanos how long an answer is waited for from its actual send
 * @param objectiveNanos a right answer is good if its response time is no longer; 0 for any
 * @param seed of the arrivals
 */
public record LoadPlan(
    String host,
    int port,
    String method,
    String target,
    String body,
    Expectation expected,
    Pace arrivals,
    int connections,
    boolean keepAlive,
    double ratePerSecond,
    long leadInNanos,
    long windowNanos,
    long leadOutNanos,
    long timeoutNanos,
    long objectiveNanos,
    long seed) {
  /** When requests are sent. */
  public enum Pace {
    /** Closed model: each connection sends again once it is answered. */
    CLOSED,
    /** Open model: at equal distances. */
    CONSTANT,
    /**
     * Open model: at equal distances and more than can be answered. Where every connection waits
     * for its answer it leaves the processor to others, the database for instance, which costs some
     * tens of microseconds.
     */
    CONSTANT_OVERLOAD,
    /** Open model: as a Poisson process. */
    POISSON
  }

  /** Checks what a record's types do not. */
  public LoadPlan {
    require(1 <= port && port <= 65_535, "port must be 1..65535: " + port);
    require(target.startsWith("/"), "target must begin with '/': " + target);
    require(
        1 <= connections && connections <= 60_000, "connections must be 1..60000: " + connections);
    require(
        arrivals == Pace.CLOSED || ratePerSecond > 0,
        "ratePerSecond must be > 0: " + ratePerSecond);
    require(windowNanos > 0, "windowNanos must be > 0: " + windowNanos);
    require(leadInNanos >= 0, "leadInNanos must be >= 0: " + leadInNanos);
    require(leadOutNanos >= 0, "leadOutNanos must be >= 0: " + leadOutNanos);
    require(timeoutNanos > 0, "timeoutNanos must be > 0: " + timeoutNanos);
    require(objectiveNanos >= 0, "objectiveNanos must be >= 0: " + objectiveNanos);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** The same requests at another pace for this long, all of it measured. */
  public LoadPlan with(Pace otherPace, double otherRate, int otherConnections, Duration window) {
    return new LoadPlan(
        host,
        port,
        method,
        target,
        body,
        expected,
        otherPace,
        otherConnections,
        keepAlive,
        otherRate,
        0,
        window.toNanos(),
        0,
        timeoutNanos,
        objectiveNanos,
        seed);
  }

  /** Its host without the brackets that an IPv6 address has in a URL (RFC 3986 §3.2.2). */
  public static String host(URI url) {
    String host = url.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Where the server is. */
  InetSocketAddress server() {
    return new InetSocketAddress(host, port);
  }

  /** The bytes of each request: no field but those HTTP/1.1 needs. */
  byte[] request() {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder(200);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ");
    head.append(host.indexOf(':') < 0 ? host : '[' + host + ']').append(':').append(port);
    head.append("\r\n");
    if (content.length > 0) {
      head.append("Content-Type: application/octet-stream\r\n");
    }
    if (content.length > 0 || "POST".equals(method)) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    if (!keepAlive) {
      head.append("Connection: close\r\n");
    }
    byte[] fields = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] request = new byte[fields.length + content.length];
    System.arraycopy(fields, 0, request, 0, fields.length);
    System.arraycopy(content, 0, request, fields.length, content.length);
    return request;
  }
}
