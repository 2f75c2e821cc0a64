package duet.lab.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
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
final class Traffic implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What is to be done with a key that is ready. */
  final Consumer<SelectionKey> whenReady = this::ready;

  private final LoadPlan plan;
  private final NanoClock clock;
  private final Places places;
  private final Schedule schedule;
  private final Tally tally;
  private final UnderWay underWay;
  private final ByteBuffer request;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private long countedUnderWay;
  private long latestAnsweredNanos;

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
    this.schedule = schedule;
    this.tally = tally;
    places = new Places(plan, selector, connections, clock.nanoTime());
    underWay = new UnderWay();
    underWay.window(schedule.openNanos(), schedule.closeNanos());
    byte[] sent = plan.request();
    request = ByteBuffer.allocateDirect(sent.length).put(sent);
  }

  /** Whether all that is counted has been sent and answered. */
  boolean isOver() {
    return countedUnderWay == 0 && schedule.hasTakenAllCounted();
  }

  /** Whether all that is due in this turn has been sent and answered. */
  boolean isQuiet() {
    return underWay.isEmpty() && schedule.hasTakenAllCounted();
  }

  /**
   * Whether the server owes an answer to a request planned before this moment and has given none to
   * one planned later: it, not that request alone, is late.
   */
  boolean isBehind(long nanos) {
    @Nullable Connection oldest = underWay.oldest();
    boolean owes = !schedule.hasTakenAllBefore(nanos);
    return (owes || (oldest != null && oldest.plannedNanos < nanos)) && latestAnsweredNanos < nanos;
  }

  /** Whether a request that was planned then or later has been answered. */
  boolean hasAnsweredSince(long nanos) {
    return latestAnsweredNanos >= nanos;
  }

  /** Whether nothing can be sent before an answer comes. */
  boolean canOnlyWait() {
    return !places.hasFree();
  }

  /** Sends a request that counts nowhere, if a connection is free. */
  void probe() {
    if (places.hasFree()) {
      long now = clock.nanoTime();
      Connection connection = places.take();
      connection.counted = false;
      send(connection, now, now);
    }
  }

  /** A turn of the schedule's begins, with nothing under way. */
  void turn(boolean counted) {
    underWay.window(counted ? schedule.openNanos() : Long.MAX_VALUE, Long.MAX_VALUE);
    long now = clock.nanoTime();
    places.freeSince(now);
    places.reconnect(now);
  }

  /** Connections opened anew where they are kept. */
  long reconnects() {
    return places.reconnects();
  }

  /** {@link UnderWay#unrecorded()}. */
  double unrecordedUnderWay() {
    return underWay.unrecorded();
  }

  /** {@link UnderWay#area()}. */
  double underWayArea() {
    return underWay.area();
  }

  /** Sends what is due, as far as connections are free; how many requests that were. */
  int sendDue() {
    int sent = 0;
    while (places.hasFree() && sent < places.count()) {
      long now = clock.nanoTime();
      if (!schedule.isDue(now)) {
        break;
      }
      long planned = schedule.take(now);
      long possible = Math.max(planned, places.freeSinceNanos());
      send(places.take(), planned, possible, now);
      sent++;
    }
    return sent;
  }

  private void send(Connection connection, long planned, long possible, long now) {
    connection.counted = schedule.isCounted(planned);
    if (connection.counted) {
      countedUnderWay++;
      tally.planned();
      tally.lag(now - possible);
    }
    send(connection, planned, now);
  }

  private void send(Connection connection, long planned, long now) {
    connection.plannedNanos = planned;
    connection.sentNanos = now;
    underWay.add(connection, now);
    connection.beginRequest();
    try {
      if (places.isReady(connection)) {
        connection.write(request);
      }
    } catch (IOException e) {
      fail(connection, kind(connection, e), now);
    }
  }

  private static Failure kind(Connection connection, Exception e) {
    if (connection.isConnected()) {
      return Failure.CLOSED;
    }
    return e instanceof BindException ? Failure.NO_PORT : Failure.CONNECT;
  }

  private void ready(SelectionKey key) {
    var connection = (Connection) key.attachment();
    if (!connection.isOf(key)) {
      return;
    }
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
      lost(connection, kind(connection, e));
    }
    sendDue();
  }

  private void connected(Connection connection) throws IOException {
    if (connection.busy) {
      connection.write(request);
    } else {
      places.connected(connection, clock.nanoTime());
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
    underWay.remove(connection, now, connection.counted);
    latestAnsweredNanos = Math.max(latestAnsweredNanos, connection.plannedNanos);
    long serviceNanos = now - connection.sentNanos;
    AnswerReader answer = connection.answer;
    boolean within = schedule.isCounted(now);
    @Nullable Failure failure = within || connection.counted ? plan.expected().check(answer) : null;
    if (within) {
      tally.answeredInWindow(failure);
    }
    if (connection.counted) {
      countedUnderWay--;
      tally.answered(failure, now - connection.plannedNanos, serviceNanos);
    }
    places.answered(connection, answer.persistent(), now);
  }

  private void lost(Connection connection, Failure failure) {
    long now = clock.nanoTime();
    if (connection.busy) {
      fail(connection, failure, now);
    } else {
      places.lost(connection, now);
    }
  }

  private void fail(Connection connection, Failure failure, long now) {
    underWay.remove(connection, now, false);
    if (connection.counted) {
      countedUnderWay--;
      tally.none(failure, now - connection.plannedNanos);
    }
    places.replace(connection, now);
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
    if (now < schedule.stopNanos()) {
      places.reconnect(now);
    }
  }

  /**
   * What was planned within the window and never sent, and what was sent and never answered.
   *
   * @param now until when it was waited for
   * @param forGood whether there will be no more load: then no connection is opened anew
   */
  void giveUp(long now, boolean forGood) {
    for (@Nullable Connection oldest = underWay.oldest();
        oldest != null;
        oldest = underWay.oldest()) {
      underWay.remove(oldest, now, false);
      if (oldest.counted) {
        countedUnderWay--;
        tally.none(kindAtTheEnd(oldest, now, forGood), now - oldest.plannedNanos);
      }
      if (forGood) {
        oldest.close();
      } else {
        places.replace(oldest, now);
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

  /** What could only be sent when the load was nearly over is not the server's to answer for. */
  private Failure kindAtTheEnd(Connection connection, long now, boolean forGood) {
    boolean waitedFor = now - connection.sentNanos >= plan.timeoutNanos();
    return waitedFor || !forGood || schedule.hasTakenAllCounted()
        ? Failure.TIMEOUT
        : Failure.UNSENT;
  }

  @Override
  public void close() {
    places.close();
  }
}
