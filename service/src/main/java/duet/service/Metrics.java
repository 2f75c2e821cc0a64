package duet.service;

import static duet.service.Exposition.label;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What a server counts and times, under the same names in both. Safe for use by several threads;
 * only {@link #text} takes time.
 */
public final class Metrics {
  /** The route of a request that none answers. */
  public static final String NO_ROUTE = "none";

  /** Not a registered status: the client had gone before it was answered. */
  public static final int CLIENT_GONE = 499;

  /** A pool of connections to something behind the server. */
  public enum Pool {
    DATABASE,
    BACKEND
  }

  private final boolean on;
  private final Map<String, RouteFigures> routes = new ConcurrentHashMap<>();
  private final LongAdder begun = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder unlogged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Map<Pace.Overdue, LongAdder> cutOff = new EnumMap<>(Pace.Overdue.class);
  private volatile LongSupplier bufferedBytes = () -> 0;
  private final LongAdder notAdmitted = new LongAdder();
  private final Map<Pool, PoolFigures> pools = new EnumMap<>(Pool.class);
  private volatile ComputeFigures compute = ComputeFigures.NONE;

  /**
   * @param on false for one that counts no request
   */
  public Metrics(boolean on) {
    this.on = on;
    for (Pool pool : Pool.values()) {
      pools.put(pool, PoolFigures.NONE);
    }
    for (Pace.Overdue what : Pace.Overdue.values()) {
      cutOff.put(what, new LongAdder());
    }
  }

  /** Whether requests are counted. */
  public boolean isOn() {
    return on;
  }

  /** A connection was accepted. */
  public void opened() {
    opened.increment();
  }

  /** A connection has ended. */
  public void closed() {
    closed.increment();
  }

  /** A connection was accepted, told that there are too many, and is none of those open. */
  public void refused() {
    refused.increment();
  }

  /** A client has taken too long for something. */
  public void cutOff(Pace.Overdue what) {
    Objects.requireNonNull(cutOff.get(what), what.name()).increment();
  }

  /** From now on this is asked for how many bytes of bodies are kept. */
  public void buffered(LongSupplier bytes) {
    bufferedBytes = bytes;
  }

  /** A request was refused because as many as may be were under way. */
  public void notAdmitted() {
    notAdmitted.increment();
  }

  /** A request was understood, or found to be none. */
  public void begun() {
    begun.increment();
  }

  /**
   * The request was answered; each one begun has to be told of once.
   *
   * @param route {@link Resource#route()} or {@link #NO_ROUTE}
   * @param status 100..599
   * @param nanos from the request's being understood to the answer's being handed to the socket
   */
  public void answered(String route, String method, int status, long nanos) {
    RouteFigures figures = routes.get(route);
    if (figures == null) {
      figures = routes.computeIfAbsent(route, _ -> new RouteFigures());
    }
    figures.answered(method, status, nanos);
  }

  /** A line of the access log was dropped. */
  void unlogged() {
    unlogged.increment();
  }

  /** From now on a pool is asked for its figures. */
  public void pool(Pool pool, PoolFigures figures) {
    synchronized (pools) {
      pools.put(pool, figures);
    }
  }

  /** From now on the gate to the processors is asked for its figures. */
  public void compute(ComputeFigures figures) {
    compute = figures;
  }

  /** All figures as Prometheus reads them; takes a millisecond or so. */
  public String text() {
    var to = new Exposition();
    if (on) {
      requests(to);
    }
    to.metric(
        "duet_connections",
        "gauge",
        "Connections of clients that are open.",
        underWay(closed::sum, opened::sum));
    to.metric(
        "duet_refused_connections_total",
        "counter",
        "Connections that were refused because there were too many.",
        refused.sum());
    to.metric(
        "duet_clients_cut_off_total", "counter", "Clients that took too long, by what they did.");
    cutOff.forEach(
        (what, count) ->
            to.sample(
                "duet_clients_cut_off_total",
                label("for", what.name().toLowerCase(Locale.ROOT)),
                count.sum()));
    to.metric(
        "duet_refused_requests_total",
        "counter",
        "Requests that were refused because as many as may be were under way.",
        notAdmitted.sum());
    to.metric(
        "duet_buffered_bytes",
        "gauge",
        "Bytes kept for clients: bodies, large heads, what came behind a request, large answers.",
        bufferedBytes.getAsLong());
    pools(to);
    var gate = compute;
    to.metric("duet_compute_running", "gauge", "Requests that are being computed.", gate.running());
    to.metric(
        "duet_compute_waiting", "gauge", "Requests that wait for a processor.", gate.waiting());
    to.metric(
        "duet_access_log_dropped_total",
        "counter",
        "Lines of the access log that were dropped because the log was too slow.",
        unlogged.sum());
    JvmFigures.write(to);
    return to.toString();
  }

  private void requests(Exposition to) {
    var sorted = new TreeMap<>(routes);
    to.metric("duet_requests_total", "counter", "Answers by route, method and status.");
    sorted.forEach(
        (route, figures) ->
            figures.counts(
                (labels, count) ->
                    to.sample("duet_requests_total", label("route", route) + "," + labels, count)));
    to.metric(
        "duet_request_seconds",
        "histogram",
        "From a request's being understood to its answer's being handed to the socket.");
    sorted.forEach((route, figures) -> histogram(to, label("route", route), figures));
    to.metric(
        "duet_requests_in_flight",
        "gauge",
        "Requests that are not answered yet.",
        underWay(() -> routes.values().stream().mapToLong(RouteFigures::count).sum(), begun::sum));
  }

  private static void histogram(Exposition to, String route, RouteFigures figures) {
    long[] count = {0};
    figures.histogram(
        (bound, upTo) -> {
          to.sample("duet_request_seconds_bucket", route + "," + label("le", bound), upTo);
          count[0] = upTo;
        });
    to.sample("duet_request_seconds_sum", route, figures.sumSeconds());
    to.sample("duet_request_seconds_count", route, count[0]);
  }

  private void pools(Exposition to) {
    Map<Pool, PoolFigures> now;
    synchronized (pools) {
      now = new EnumMap<>(pools);
    }
    to.metric("duet_pool_connections", "gauge", "Connections of a pool, by what they do.");
    now.forEach(
        (pool, figures) -> {
          to.sample(
              "duet_pool_connections", name(pool) + "," + label("state", "idle"), figures.idle());
          to.sample(
              "duet_pool_connections",
              name(pool) + "," + label("state", "in_use"),
              figures.inUse());
        });
    to.metric("duet_pool_waiting", "gauge", "Requests that wait for a connection of a pool.");
    now.forEach((pool, figures) -> to.sample("duet_pool_waiting", name(pool), figures.waiting()));
  }

  private static String name(Pool pool) {
    return label("pool", pool.name().toLowerCase(Locale.ROOT));
  }

  /** What has begun and not ended; the ended are read first, since each of them has begun. */
  private static long underWay(LongSupplier ended, LongSupplier begun) {
    long over = ended.getAsLong();
    return Math.max(0, begun.getAsLong() - over);
  }
}
