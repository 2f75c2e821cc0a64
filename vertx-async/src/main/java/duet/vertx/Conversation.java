package duet.vertx;

import duet.service.Admission;
import duet.service.KeptShare;
import duet.service.Limits;
import duet.service.Pace;
import duet.service.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: what its client is doing, and what it has taken of what all clients share. For
 * use on its event loop.
 */
final class Conversation {
  private final HttpConnection connection;
  private final @Nullable RequestReader reader;
  private final Pace pace;
  private final Limits limits;
  private final Admission admission;
  private @Nullable Exchange exchange;
  private boolean ended;
  private boolean cutOff;
  private int number;
  private int restMillis;
  private long admittedNanos;
  private boolean transfers;
  private long keptBytes;
  private @Nullable Object sending;
  private long sentBytes;
  private long sentSinceNanos;

  /**
   * @param reader reads its requests; null where that is Vert.x's own
   */
  Conversation(
      HttpConnection connection,
      @Nullable RequestReader reader,
      Pace pace,
      Limits limits,
      Admission admission) {
    this.connection = connection;
    this.reader = reader;
    this.pace = pace;
    this.limits = limits;
    this.admission = admission;
  }

  /** Whether its last answer has been given. */
  boolean hasEnded() {
    return ended;
  }

  /** No further request is answered. */
  void end() {
    ended = true;
  }

  /** A head was read. */
  void requested(Exchange begun) {
    exchange = begun;
    pace.headEnded();
  }

  /** Whether its request may be answered. */
  boolean enter() {
    number = admission.enter();
    if (number > 0 && admission.goesByTime()) {
      admittedNanos = System.nanoTime();
    }
    return number > 0;
  }

  /** Whether a long answer may be sent to it. */
  boolean beginTransfer() {
    transfers = limits.transfers().enter();
    return transfers;
  }

  /** Whether so many bytes more of a request may be kept until it is answered. */
  boolean keeps(int bytes) {
    boolean room = limits.kept().take(bytes);
    if (room) {
      keptBytes += bytes;
    }
    return room;
  }

  /** The same for an answer, which may be the body itself: what is kept of that is enough. */
  boolean keepsAnswer(int bytes) {
    return bytes <= keptBytes || keeps((int) (bytes - keptBytes));
  }

  /** The body of a request is waited for, or its next bytes are. */
  void awaitsBody() {
    pace.awaitsBody(System.nanoTime());
  }

  /** Some of it has come. */
  void bodyCame(int bytes) {
    pace.bodyCame(bytes);
    awaitsBody();
  }

  /** All of it has. */
  void hasBody() {
    pace.busy();
  }

  /** For a while after its answer nothing more is read. */
  void leaveAlone() {
    restMillis = limits.restraint().refused();
  }

  /** The request has been answered, as far as that is the server's to do. */
  void answered() {
    if (number > 0) {
      admission.answered(number, admission.goesByTime() ? System.nanoTime() - admittedNanos : 0);
      number = 0;
    }
    giveBack();
    pace.awaitsRequest();
    if (reader != null && connection instanceof ConnectionBase base) {
      readOn(reader, base.channel(), restMillis);
    }
    restMillis = 0;
  }

  /**
   * Reads what comes next; not yet where the client is to be left alone, or has not taken earlier
   * answers: it would have more and more of them made.
   */
  private static void readOn(RequestReader requests, Channel channel, int restMillis) {
    ChannelOutboundBuffer left = channel.unsafe().outboundBuffer();
    if (restMillis > 0) {
      var _ =
          channel
              .eventLoop()
              .schedule(() -> readOn(requests, channel, 0), restMillis, TimeUnit.MILLISECONDS);
    } else if (left != null && left.totalPendingWriteBytes() > KeptShare.FREE_BYTES) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> requests.answered());
    } else {
      requests.answered();
    }
  }

  private void giveBack() {
    if (transfers) {
      transfers = false;
      limits.transfers().leave();
    }
    if (keptBytes > 0) {
      limits.kept().giveBack(keptBytes);
      keptBytes = 0;
    }
  }

  /** It has closed; a request that has not been answered by then never is. */
  void closed() {
    if (number > 0) {
      admission.givenUp();
      number = 0;
    }
    giveBack();
    if (reader != null) {
      reader.closed();
    }
    if (exchange != null) {
      exchange.connectionEnded();
    }
  }

  /** Whether bytes have come behind the request that is being answered. */
  boolean hasMore() {
    return reader != null && reader.hasMore();
  }

  /** So much of the time up to now is not its client's. */
  void forgive(long nanos) {
    pace.forgive(nanos);
    sentSinceNanos += nanos;
  }

  /** What its client was cut off for, if it has taken too long for something. */
  Pace.@Nullable Overdue cutOffIfOverdue(long nowNanos) {
    if (cutOff) { // what it was told may not be taken either
      if (takesNothing(nowNanos)) {
        reset();
      }
      return null;
    }
    Pace.@Nullable Overdue overdue =
        takesNothing(nowNanos) ? Pace.Overdue.ANSWER : pace.check(nowNanos);
    switch (overdue) {
      case null -> {}
      case REQUEST -> connection.close();
      case HEAD, BODY -> refuse();
      case ANSWER -> reset();
    }
    cutOff = overdue != null;
    return overdue;
  }

  /** Told so where there is a reader to do it, which then takes the request for a refused one. */
  private void refuse() {
    if (reader == null || !reader.giveUp(Problem.TOO_SLOW)) {
      connection.close();
    }
  }

  /**
   * Whether what Netty still has to send has been the same for too long: it writes what the socket
   * takes, and so its client has taken nothing. Counts alone do not tell: a stream that is read
   * steadily can have the same number of bytes left, and as many of the first piece gone, at every
   * look, of a piece that is another each time.
   */
  @SuppressWarnings("ReferenceEquality") // another piece with the same content is another piece
  private boolean takesNothing(long nowNanos) {
    if (!(connection instanceof ConnectionBase base)) {
      return false;
    }
    ChannelOutboundBuffer left = base.channel().unsafe().outboundBuffer();
    if (left == null || left.isEmpty()) {
      sending = null;
      return false;
    }
    Object first = left.current();
    long sent = left.currentProgress();
    if (first != sending || sent != sentBytes) {
      sending = first;
      sentBytes = sent;
      sentSinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sentSinceNanos > limits.pace().answerNanos();
  }

  /** What lies in the kernel for a client that takes nothing goes with the connection. */
  private void reset() {
    if (connection instanceof ConnectionBase base) {
      Channel channel = base.channel();
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.unsafe().close(channel.voidPromise());
    }
  }

  /** What has come by now has been read: this is called between two looks at the sockets. */
  void closeIfQuiet(long nowNanos, long quietNanos) {
    boolean holds = reader != null && reader.isHolding();
    if (!holds && pace.withoutRequestNanos(nowNanos) >= quietNanos) {
      connection.close();
    }
  }
}
