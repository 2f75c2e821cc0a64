package duet.vertx;

import duet.service.Admission;
import duet.service.KeptShare;
import duet.service.Limits;
import duet.service.Operation;
import duet.service.Pace;
import duet.service.PaceLimits;
import duet.service.Settings;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop: how many there may be, what their clients may take, and how
 * long for. For use on that loop.
 *
 * <p>Vert.x's own idle time-out counts a request that only waits as idle and would cut it off; the
 * other server's does not (docs/decisions/0005). It has none for a head, a body or a reader that
 * are slow, and no limit of connections or requests (docs/decisions/0018).
 */
final class Connections implements Handler<HttpConnection> {
  private static final Logger LOG = Logger.getLogger("duet.vertx");

  /** A connection of a server that stops is closed when it has had no request for so long. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Settings settings;
  private final HttpServerOptions options;
  private final Limits limits;
  private final Admission admission;
  private final Operation operation;
  private final Map<HttpConnection, Conversation> conversations = new HashMap<>();
  private boolean draining;
  private boolean looking;
  private long tickedNanos = System.nanoTime();
  private volatile @Nullable Channel listener;

  /** Of a prompt answer the connection is looked for twice, once after the other. */
  private @Nullable HttpConnection lastConnection;

  private @Nullable Conversation lastConversation;

  /**
   * @param options with which their listener was made
   * @param limits which those of other loops may share
   * @param admission likewise
   * @param operation is told of connections and requests
   */
  Connections(
      Vertx vertx,
      Settings settings,
      HttpServerOptions options,
      Limits limits,
      Admission admission,
      Operation operation) {
    this.vertx = vertx;
    this.settings = settings;
    this.options = options;
    this.limits = limits;
    this.admission = admission;
    this.operation = operation;
  }

  /** A connection was accepted; one too many is told so. */
  @Override
  public void handle(HttpConnection connection) {
    if (listener == null && connection instanceof ConnectionBase base) {
      listener = base.channel().parent();
      AcceptLimit.of(base.channel(), limits.connections().most() + limits.refused().most());
    }
    if (!limits.connections().enter()) {
      operation.metrics().refused();
      RefusedConnection.refuse(connection, limits.refused());
      return;
    }
    var pace = new Pace(limits.pace(), System.nanoTime());
    var share = new KeptShare(limits.kept());
    var reader = RequestReader.takeOver(connection, options, settings, pace, share);
    var conversation = new Conversation(connection, reader, pace, limits, admission);
    conversations.put(connection, conversation);
    lastConnection = connection;
    lastConversation = conversation;
    operation.metrics().opened();
    connection.closeHandler(_ -> closed(connection));
  }

  private void closed(HttpConnection connection) {
    Conversation conversation = conversations.remove(connection);
    lastConnection = null;
    lastConversation = null;
    operation.metrics().closed();
    limits.connections().leave();
    if (conversation != null) {
      conversation.closed();
    }
  }

  /** What is known of a connection; null once it has closed. */
  @SuppressWarnings("ReferenceEquality") // a connection is equal to itself alone
  @Nullable Conversation of(HttpConnection connection) {
    if (connection != lastConnection) {
      lastConnection = connection;
      lastConversation = conversations.get(connection);
    }
    return lastConversation;
  }

  /**
   * A request was read: until it is answered its connection is not idle, however long that takes.
   *
   * @return null where the connection's last answer has been given, or was that there are too many:
   *     what Vert.x reads after it, until it closes, is to be left alone (RFC 9112 §9.6)
   */
  @Nullable Exchange requested(HttpServerRequest request) {
    Conversation conversation = of(request.connection());
    if (conversation == null || conversation.hasEnded()) {
      return null;
    }
    var exchange = Exchange.begin(operation, request);
    conversation.requested(exchange);
    return exchange;
  }

  /** Whether one more request may be answered; its answer, or its connection's end, undoes it. */
  boolean admits(HttpServerRequest request) {
    Conversation conversation = of(request.connection());
    boolean admitted = conversation != null && conversation.enter();
    if (!admitted) {
      operation.metrics().notAdmitted();
    }
    return admitted;
  }

  /** No request after this one is answered. */
  void ended(HttpConnection connection) {
    Conversation conversation = of(connection);
    if (conversation != null) {
      conversation.end();
    }
  }

  /** The request was answered. */
  void answered(HttpConnection connection) {
    Conversation conversation = of(connection);
    if (conversation != null) {
      conversation.answered();
    }
  }

  /** Whether there is room for an answer of so many bytes until it has been sent. */
  boolean keepsAnswer(HttpConnection connection, int bytes) {
    Conversation conversation = of(connection);
    return conversation == null || conversation.keepsAnswer(bytes);
  }

  /** The request is being refused: its connection may be left alone for a while after that. */
  void leaveAlone(HttpConnection connection) {
    Conversation conversation = of(connection);
    if (conversation != null) {
      conversation.leaveAlone();
    }
  }

  /** Whether one more long answer may be sent; its end undoes it. */
  boolean transfers(HttpConnection connection) {
    Conversation conversation = of(connection);
    return conversation != null && conversation.beginTransfer();
  }

  /**
   * Takes no further connection; may be called on any thread. Vert.x 5.0.12 first takes the event
   * loops from its listener and then closes it: it fails with what it accepts between the two.
   */
  Future<Void> stopListening() {
    Channel known = listener;
    if (known == null) { // there has been no connection yet
      return Future.succeededFuture();
    }
    Promise<Void> closed = Promise.promise();
    known.close().addListener(_ -> closed.tryComplete());
    return closed.future();
  }

  /** From now on connections without a request are closed when that has lasted a while. */
  void drain() {
    draining = true;
  }

  /** Whether something of another request has come behind the one that is being answered. */
  boolean hasMore(HttpConnection connection) {
    Conversation conversation = of(connection);
    return conversation != null && conversation.hasMore();
  }

  /** Called every {@link PaceLimits#LOOK}: who takes too long is cut off. */
  void tick() {
    long nowNanos = System.nanoTime();
    long stoodStillNanos = PaceLimits.stoodStillNanos(nowNanos - tickedNanos);
    tickedNanos = nowNanos;
    if (stoodStillNanos > 0) {
      conversations.values().forEach(each -> each.forgive(stoodStillNanos));
    }
    if (!looking) {
      looking = true;
      look(List.copyOf(conversations.keySet()).iterator());
    }
  }

  /** In pieces: to cut off a thousand at once would keep everybody else waiting meanwhile. */
  private void look(Iterator<HttpConnection> left) {
    long nowNanos = System.nanoTime();
    int atOnce = PaceLimits.cutOffAtOnce(conversations.size());
    for (int cutOff = 0; left.hasNext() && cutOff < atOnce; ) {
      Conversation conversation = conversations.get(left.next());
      if (conversation != null && look(conversation, nowNanos)) { // it may have ended since
        cutOff++;
      }
    }
    looking = left.hasNext();
    if (looking) {
      vertx.setTimer(PaceLimits.THEN_MILLIS, _ -> look(left));
    }
  }

  /** Whether it was cut off. */
  private boolean look(Conversation conversation, long nowNanos) {
    try {
      Pace.Overdue overdue = conversation.cutOffIfOverdue(nowNanos);
      if (overdue != null) {
        operation.metrics().cutOff(overdue);
        return true;
      }
      if (draining) {
        conversation.closeIfQuiet(nowNanos, QUIET.toNanos());
      }
    } catch (RuntimeException e) { // the others are to be looked at all the same
      LOG.log(Level.SEVERE, "a connection cannot be cut off", e);
    }
    return false;
  }
}
