package duet.lab.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers over the connections of one load. Allocates nothing for a request on a kept
 * connection; one thread.
 */
final class Traffic implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What is to be done with a key that is ready. */
  final Consumer<SelectionKey> whenReady = this::ready;

  private final LoadPlan plan;
  private final NanoClock clock;
  private final Selector selector;
  private final InetSocketAddress server;
  private final Connection[] connections;
  private final Schedule schedule;
  private final Tally tally;
  private final UnderWay underWay;
  private final Idle idle;
  private final ByteBuffer request;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private long countedUnderWay;
  private long reconnects;

  /**
   * Nothing is sent yet.
   *
   * @param connections open where they are kept
   */
  Traffic(
      LoadPlan plan,
      NanoClock clock,
      Selector selector,
      Connection[] connections,
      Schedule schedule,
      Tally tally) {
    this.plan = plan;
    this.clock = clock;
    this.selector = selector;
    this.connections = connections;
    this.schedule = schedule;
    this.tally = tally;
    server = plan.server();
    underWay = new UnderWay();
    underWay.window(schedule.openNanos(), schedule.closeNanos());
    byte[] sent = plan.request();
    request = ByteBuffer.allocateDirect(sent.length).put(sent);
    idle = new Idle(connections.length);
    for (Connection connection : connections) {
      idle.add(connection, clock.nanoTime());
    }
  }

  /** Whether all that is counted has been sent and answered. */
  boolean isOver() {
    return countedUnderWay == 0 && schedule.hasTakenAllCounted();
  }

  /** Whether all that is due in this turn has been sent and answered. */
  boolean isQuiet() {
    return underWay.isEmpty() && schedule.hasTakenAllCounted();
  }

  /** A turn of the schedule's begins, with nothing under way. */
  void turn(boolean counted) {
    underWay.window(counted ? schedule.openNanos() : Long.MAX_VALUE, Long.MAX_VALUE);
    long now = clock.nanoTime();
    idle.since(now);
    reconnect(now);
  }

  /** Connections opened anew where they are kept. */
  long reconnects() {
    return reconnects;
  }

  /** {@link UnderWay#area()}. */
  double underWayArea() {
    return underWay.area();
  }

  /** Sends what is due, as far as connections are free; how many requests that were. */
  int sendDue() {
    int sent = 0;
    while (!idle.isEmpty() && sent < connections.length) {
      long now = clock.nanoTime();
      if (!schedule.isDue(now)) {
        break;
      }
      long planned = schedule.take(now);
      long possible = Math.max(planned, idle.sinceNanos());
      send(idle.take(), planned, possible, now);
      sent++;
    }
    return sent;
  }

  private void send(Connection connection, long planned, long possible, long now) {
    connection.plannedNanos = planned;
    connection.sentNanos = now;
    connection.counted = schedule.isCounted(planned);
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
      if (schedule.isCounted(now)) {
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
    if (schedule.isCounted(now)) {
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

  /** Gives up what has been waited for too long. */
  void timeOut(long now) {
    for (@Nullable Connection oldest = underWay.oldest();
        oldest != null && now - oldest.sentNanos > plan.timeoutNanos();
        oldest = underWay.oldest()) {
      fail(oldest, Failure.TIMEOUT, now);
    }
  }

  /** Tries again where a connection could not be opened. */
  void reconnect(long now) {
    if (plan.keepAlive() && now < schedule.stopNanos()) {
      for (Connection connection : connections) {
        if (!connection.isOpen() && !connection.busy) {
          open(connection, now);
        }
      }
    }
  }

  /** What was planned within the window and never sent, and what was sent and never answered. */
  void giveUp(long now) {
    for (@Nullable Connection oldest = underWay.oldest();
        oldest != null;
        oldest = underWay.oldest()) {
      underWay.remove(oldest, now);
      if (oldest.counted) {
        countedUnderWay--;
        tally.none(Failure.TIMEOUT, now - oldest.plannedNanos);
      }
      oldest.close();
      if (!plan.keepAlive()) {
        idle.add(oldest, now);
      }
    }
    while (!schedule.hasTakenAllCounted()) {
      long planned = schedule.take(now);
      if (schedule.isCounted(planned)) {
        tally.planned();
        tally.none(Failure.UNSENT, now - planned);
      }
    }
  }

  @Override
  public void close() {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
