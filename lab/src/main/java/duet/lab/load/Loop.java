package duet.lab.load;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The load: one thread that sends what is planned, reads what comes, and keeps account of itself.
 *
 * <p>In the open model it never sleeps: the selector's time-outs are whole milliseconds, and a
 * thread that parks wakes some 70 µs late. So its processor is always taken, and how much of that
 * was work is counted apart ({@link LoadResult#busyShare()}). In the closed model, where nothing is
 * planned ahead, it waits in the selector.
 */
final class Loop {
  /** Hears when the window opens and closes; must not block or allocate. */
  interface Listener {
    /** The window opened at this {@link System#nanoTime()}. */
    void opened(long nanos);

    /** The window closed. */
    void closed(long nanos);
  }

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long TICK_NANOS = 1_000_000;
  private static final long RECONNECT_NANOS = 100_000_000;
  private static final long SELECT_MILLIS = 1;

  private final LoadPlan plan;
  private final NanoClock clock;
  private final Listener listener;
  private final boolean closedModel;
  private final InetSocketAddress server;
  private final Tally tally;
  private final UnderWay underWay = new UnderWay();
  private final Connection[] connections;
  private final Idle idle;
  private final ByteBuffer request;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final Consumer<SelectionKey> whenReady = this::ready;
  private final @Nullable Arrivals arrivals;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Selector selector;

  private long beginNanos;
  private long openNanos;
  private long closeNanos;
  private long stopNanos;
  private long nextNanos;
  private long countedUnderWay;
  private long busyNanos;
  private long reconnects;

  private Loop(LoadPlan plan, NanoClock clock, Listener listener, Selector selector) {
    this.plan = plan;
    this.clock = clock;
    this.listener = listener;
    this.selector = selector;
    closedModel = plan.arrivals() == LoadPlan.Pace.CLOSED;
    server = new InetSocketAddress(plan.host(), plan.port());
    tally = new Tally(plan.objectiveNanos());
    connections = new Connection[plan.connections()];
    idle = new Idle(plan.connections());
    byte[] sent = plan.request();
    request = ByteBuffer.allocateDirect(sent.length).put(sent);
    arrivals =
        switch (plan.arrivals()) {
          case CLOSED -> null;
          case CONSTANT -> new Arrivals.Constant(plan.ratePerSecond());
          case POISSON -> new Arrivals.Poisson(plan.ratePerSecond(), plan.seed());
        };
  }

  /**
   * Puts the load on the server and returns when it is over and its last counted request is
   * answered or given up.
   *
   * @throws IOException if the server cannot be connected to at the start
   */
  static LoadResult run(LoadPlan plan, NanoClock clock, Listener listener) throws IOException {
    try (var selector = Selector.open()) {
      var loop = new Loop(plan, clock, listener, selector);
      try {
        loop.connectAll();
        return loop.load();
      } finally {
        for (@Nullable Connection connection : loop.connections) {
          if (connection != null) {
            connection.close();
          }
        }
      }
    }
  }

  private void connectAll() throws IOException {
    for (int i = 0; i < connections.length; i++) {
      connections[i] = new Connection(plan.expected().kind());
      if (plan.keepAlive()) {
        connections[i].connectNow(selector, server);
      }
      idle.add(connections[i], clock.nanoTime());
    }
  }

  private LoadResult load() throws IOException {
    beginNanos = clock.nanoTime() + TICK_NANOS;
    openNanos = beginNanos + plan.leadInNanos();
    closeNanos = openNanos + plan.windowNanos();
    stopNanos = closeNanos + plan.leadOutNanos();
    underWay.countBetween(openNanos, closeNanos);
    plan();
    long givenUpNanos = stopNanos + plan.timeoutNanos();
    long nextTick = beginNanos;
    long nextReconnect = beginNanos + RECONNECT_NANOS;
    boolean opened = false;
    boolean closed = false;
    long allocated = 0;
    long cpu = 0;
    for (long now = clock.nanoTime(); ; now = clock.nanoTime()) {
      if (!opened && now >= openNanos) {
        opened = true;
        busyNanos = 0;
        listener.opened(now);
        cpu = threads.getCurrentThreadCpuTime();
        allocated = threads.getCurrentThreadAllocatedBytes();
      }
      if (!closed && now >= closeNanos) {
        closed = true;
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        listener.closed(now);
      }
      if (now >= stopNanos && (isOver() || now >= givenUpNanos)) {
        break;
      }
      int sent = sendDue();
      int ready =
          closedModel ? selector.select(whenReady, SELECT_MILLIS) : selector.selectNow(whenReady);
      if (now >= nextTick) {
        nextTick = now + TICK_NANOS;
        timeOut(now);
        if (now >= nextReconnect) {
          nextReconnect = now + RECONNECT_NANOS;
          reconnect(now);
        }
      }
      if (sent + ready > 0 && !closed) {
        busyNanos += clock.nanoTime() - now;
      }
    }
    long end = clock.nanoTime();
    giveUp(end);
    return LoadResult.of(
        plan,
        tally,
        openNanos,
        underWay.meanBetween(),
        closedModel ? (double) cpu / plan.windowNanos() : (double) busyNanos / plan.windowNanos(),
        (double) cpu / plan.windowNanos(),
        allocated,
        reconnects);
  }

  /** Whether all that is counted has been sent and answered. */
  private boolean isOver() {
    return countedUnderWay == 0 && (closedModel || nextNanos >= closeNanos);
  }

  private void plan() {
    if (arrivals != null) {
      nextNanos = beginNanos + arrivals.next();
    }
  }

  /** Sends what is due, as far as connections are free; how many requests that were. */
  private int sendDue() {
    int sent = 0;
    while (!idle.isEmpty() && sent < connections.length) {
      long now = clock.nanoTime();
      if (closedModel ? now < beginNanos || now >= stopNanos : now < nextNanos) {
        break;
      }
      long planned = closedModel ? now : nextNanos;
      if (!closedModel) {
        if (now >= stopNanos && planned >= closeNanos) {
          break;
        }
        plan();
      }
      long possible = Math.max(planned, idle.sinceNanos());
      send(idle.take(), planned, possible, now);
      sent++;
    }
    return sent;
  }

  private void send(Connection connection, long planned, long possible, long now) {
    connection.plannedNanos = planned;
    connection.sentNanos = now;
    connection.counted = planned >= openNanos && planned < closeNanos;
    if (connection.counted) {
      countedUnderWay++;
      tally.planned();
      tally.lag(now - possible);
    }
    underWay.add(connection, now);
    connection.beginRequest();
    try {
      if (connection.isOpen() || connection.connect(selector, server)) {
        connection.write(request);
      }
    } catch (IOException e) {
      fail(connection, connection.isOpen() ? Failure.CLOSED : Failure.CONNECT, now);
    }
  }

  private void ready(SelectionKey key) {
    var connection = (Connection) key.attachment();
    try {
      if (key.isConnectable()) {
        if (connection.finishConnect()) {
          connected(connection);
        }
        return;
      }
      if (key.isWritable()) {
        connection.write(request);
      }
      if (key.isReadable()) {
        read(connection);
      }
    } catch (IOException | CancelledKeyException e) {
      lost(connection, key.isValid() && key.isConnectable() ? Failure.CONNECT : Failure.CLOSED);
    }
    sendDue();
  }

  private void connected(Connection connection) throws IOException {
    if (connection.busy) {
      connection.write(request);
    } else {
      idle.add(connection, clock.nanoTime());
    }
  }

  private void read(Connection connection) throws IOException {
    int count = connection.read(received);
    if (count == 0) {
      return;
    }
    long now = clock.nanoTime();
    AnswerReader answer = connection.answer;
    if (count < 0) {
      answer.end();
    } else {
      received.get(0, bytes, 0, count);
      answer.take(bytes, count);
      if (now >= openNanos && now < closeNanos) {
        tally.readInWindow(count);
      }
    }
    if (!connection.busy) {
      lost(connection, Failure.CLOSED);
    } else if (answer.isComplete()) {
      finish(connection, now);
    } else if (answer.isBroken()) {
      fail(connection, Failure.MALFORMED, now);
    } else if (count < 0) {
      fail(connection, Failure.CLOSED, now);
    }
  }

  private void finish(Connection connection, long now) {
    underWay.remove(connection, now);
    long serviceNanos = now - connection.sentNanos;
    if (now >= openNanos && now < closeNanos) {
      tally.answeredInWindow(serviceNanos);
    }
    AnswerReader answer = connection.answer;
    if (connection.counted) {
      countedUnderWay--;
      tally.answered(plan.expected().check(answer), now - connection.plannedNanos, serviceNanos);
    }
    if (plan.keepAlive() && answer.persistent()) {
      idle.add(connection, now);
    } else {
      connection.close();
      open(connection, now);
    }
  }

  private void lost(Connection connection, Failure failure) {
    long now = clock.nanoTime();
    if (connection.busy) {
      fail(connection, failure, now);
    } else {
      connection.close();
      idle.remove(connection);
      open(connection, now);
    }
  }

  private void fail(Connection connection, Failure failure, long now) {
    underWay.remove(connection, now);
    if (connection.counted) {
      countedUnderWay--;
      tally.none(failure, now - connection.plannedNanos);
    }
    connection.close();
    open(connection, now);
  }

  /** A connection anew where one is kept; elsewhere the place is free. */
  private void open(Connection connection, long now) {
    if (!plan.keepAlive()) {
      idle.add(connection, now);
      return;
    }
    reconnects++;
    try {
      if (connection.connect(selector, server)) {
        idle.add(connection, now);
      }
    } catch (IOException e) {
      connection.close(); // until the next time that closed ones are looked at
    }
  }

  private void timeOut(long now) {
    for (@Nullable Connection oldest = underWay.oldest();
        oldest != null && now - oldest.sentNanos > plan.timeoutNanos();
        oldest = underWay.oldest()) {
      fail(oldest, Failure.TIMEOUT, now);
    }
  }

  private void reconnect(long now) {
    if (plan.keepAlive() && now < stopNanos) {
      for (Connection connection : connections) {
        if (!connection.isOpen() && !connection.busy) {
          open(connection, now);
        }
      }
    }
  }

  /** What was planned within the window and never sent, and what was sent and never answered. */
  private void giveUp(long now) {
    for (@Nullable Connection oldest = underWay.oldest();
        oldest != null;
        oldest = underWay.oldest()) {
      underWay.remove(oldest, now);
      if (oldest.counted) {
        tally.none(Failure.TIMEOUT, now - oldest.plannedNanos);
      }
    }
    while (!closedModel && nextNanos < closeNanos) {
      if (nextNanos >= openNanos) {
        tally.planned();
        tally.none(Failure.UNSENT, now - nextNanos);
      }
      plan();
    }
  }
}
