package duet.helidon;

import duet.service.Limits;
import duet.service.Operation;
import duet.service.Pace;
import duet.service.Problem;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.spi.ServerConnection;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Helidon's HTTP/1.1 connection, with a way to end it once an answer is sent: Helidon 4.5.0 writes
 * {@code Connection: close} but then waits for the client to close (helidon #12324), which RFC 9112
 * §9.6 forbids.
 */
final class Connection implements ServerConnection, InterruptableTask<Void> {
  private static final ScopedValue<Connection> CURRENT = ScopedValue.newInstance();

  /** A connection of a server that stops is closed when it has had no request for so long. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final ServerConnection http1;
  private final DataWriter writer;
  private final RequestReader requests;
  private final Pace pace;
  private final Limits limits;
  private final SocketAddress client;
  private final Operation operation;
  private final CutOffs cutOffs;
  private @Nullable Exchange exchange;
  private long keptBytes;
  private boolean full;
  private boolean lingers;
  private volatile boolean over;

  /** For the thread of {@link CutOffs} alone. */
  private boolean cutOff;

  Connection(
      ServerConnection http1,
      DataWriter writer,
      RequestReader requests,
      Pace pace,
      Limits limits,
      SocketAddress client,
      Operation operation,
      CutOffs cutOffs) {
    this.http1 = http1;
    this.writer = writer;
    this.requests = requests;
    this.pace = pace;
    this.limits = limits;
    this.client = client;
    this.operation = operation;
    this.cutOffs = cutOffs;
  }

  /** A request was understood, on its connection's virtual thread. */
  static Exchange begin(String method) {
    Connection current = CURRENT.get();
    var exchange =
        Exchange.begin(current.operation, current.client, method, current.requests.requestLine());
    current.exchange = exchange;
    return exchange;
  }

  /** The answer to the request under way, or to something that was none, has been written. */
  static void answered(int status, long bytes) {
    Connection current = CURRENT.get();
    Exchange exchange = current.exchange;
    if (exchange == null || exchange.isOver()) {
      exchange = Exchange.begin(current.operation, current.client, "", "-");
    }
    exchange.answered(status, bytes);
  }

  /** Writes what Helidon itself does not, on the connection's virtual thread. */
  static void write(BufferData bytes) {
    CURRENT.get().writer.write(bytes);
  }

  /**
   * Called while a request is handled or refused, on its virtual thread: no further request is read
   * from its connection.
   *
   * @param inStages whether the client may still be sending when it closes
   */
  static void endAfterThisAnswer(boolean inStages) {
    Connection current = CURRENT.get();
    current.requests.end();
    if (inStages && current.mayLinger()) {
      current.requests.inbound().lingerAtTheEnd();
    }
  }

  /**
   * A thread that lingers takes memory too: where there was none left for a request only so many
   * may as for connections too many.
   */
  private boolean mayLinger() {
    if (full || Problem.NO_ROOM.equals(requests.refusal())) {
      lingers = lingers || limits.refused().enter();
      return lingers;
    }
    return true;
  }

  /** Whether bytes have come behind the request that is being answered, on its virtual thread. */
  static boolean hasMore() {
    return CURRENT.get().requests.hasMore();
  }

  /** Whether so many bytes more of a request may be kept until it is answered. */
  static boolean keeps(int bytes) {
    Connection current = CURRENT.get();
    boolean room = current.limits.kept().take(bytes);
    if (room) {
      current.keptBytes += bytes;
    } else {
      current.full = true;
    }
    return room;
  }

  /** The same for an answer, which may be the body itself: what is kept of that is enough. */
  static boolean keepsAnswer(int bytes) {
    long more = bytes - CURRENT.get().keptBytes;
    return more <= 0 || keeps((int) more);
  }

  /** Whether there is room for what has come behind the request that is being answered. */
  static boolean keepsWhatFollows() {
    Connection current = CURRENT.get();
    boolean room = current.requests.keepsWhatFollows();
    current.full |= !room;
    return room;
  }

  /** Whether another request may be read once the one that is being answered has been. */
  static boolean stays() {
    return !CURRENT.get().requests.ending;
  }

  /** The request has been answered: nothing of it is kept any longer. */
  static void keepsNothing() {
    Connection current = CURRENT.get();
    current.requests.keepsNothing();
    current.giveBack();
  }

  private void giveBack() {
    if (keptBytes > 0) {
      limits.kept().giveBack(keptBytes);
      keptBytes = 0;
    }
  }

  /** Why the reader refused what the connection sent last; null where it was not the reader. */
  static @Nullable Problem refusal() {
    return CURRENT.get().requests.refusal();
  }

  /** The same for whether it is one of HTTP/1.1, as which Helidon sees all of them. */
  static boolean isHttp11() {
    return CURRENT.get().requests.isHttp11();
  }

  /**
   * Called while a request is handled, on its virtual thread, for what takes its time: an interrupt
   * ends it once the client has gone, and then the connection.
   */
  static <T> T whileTheClientStays(Inbound.Wait<T> wait) throws InterruptedException {
    return CURRENT.get().requests.inbound().whileTheClientStays(wait);
  }

  /** The same for sleep, at less cost. */
  static void sleepWhileTheClientStays(int millis) throws InterruptedException {
    CURRENT.get().requests.inbound().sleepWhileTheClientStays(millis);
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    operation.metrics().opened();
    cutOffs.add(this);
    try {
      ScopedValue.where(CURRENT, this)
          .<Void, InterruptedException>call(
              () -> {
                http1.handle(limit);
                return null;
              });
    } finally {
      over = true;
      cutOffs.remove(this);
      requests.keepsNothing();
      requests.inbound().end();
      if (lingers) {
        limits.refused().leave();
      }
      operation.metrics().closed();
      limits.connections().leave();
      giveBack();
      if (exchange != null) {
        exchange.connectionEnded();
      }
    }
  }

  /** So much of the time up to now is not its client's; for the thread of {@link CutOffs} alone. */
  void forgive(long nanos) {
    pace.forgive(nanos);
  }

  /**
   * Ends the connection if its client takes too long, or if it is quiet and the server stops.
   *
   * @return what took too long, the first time; otherwise null
   */
  Pace.@Nullable Overdue cutOffIfOverdue(long nowNanos) {
    if (over) {
      return null;
    }
    Pace.@Nullable Overdue overdue = pace.check(nowNanos);
    if (overdue == Pace.Overdue.ANSWER) {
      requests.inbound().reset();
    } else if (overdue != null || isToBeClosed(nowNanos)) {
      requests.tooLate();
    }
    boolean first = overdue != null && !cutOff; // it may take longer than until the next look
    cutOff |= first;
    return first ? overdue : null;
  }

  private boolean isToBeClosed(long nowNanos) {
    return operation.readiness().isDraining()
        && pace.withoutRequestNanos(nowNanos) >= QUIET.toNanos();
  }

  /** {@link CutOffs} knows better: a request that waits is not idle, nor is a slow client. */
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  /**
   * Without an interrupt a server that stops asks for it, whose connections end with their next
   * answer or when they have been quiet; with one, its drain time is over.
   */
  @Override
  public void close(boolean interrupt) {
    if (interrupt || !(over || operation.readiness().isDraining())) {
      http1.close(interrupt);
    }
  }

  /** A server that stops lets its connections end by themselves, until its drain time is over. */
  @Override
  public boolean canInterrupt() {
    return !over
        && !operation.readiness().isDraining()
        && http1 instanceof InterruptableTask<?> task
        && task.canInterrupt();
  }
}
