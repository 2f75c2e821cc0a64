package duet.service;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Whether one connection's client keeps up: what the server waits for, and for how long. The
 * connection's own thread says what happens and needs no clock for it; another, or the same, {@link
 * #check}s every {@link PaceLimits#LOOK}, by which a wait is known to twice that.
 *
 * <p>The rules are those of servers that stand in the open: a time for the header section (nginx's
 * {@code client_header_timeout}), a time for a body that grows with what has come (Apache httpd's
 * {@code mod_reqtimeout}) but is never more than at its begin, since a megabyte at once would buy
 * half an hour in which it lies in the server's memory; a time in which something of an answer must
 * be taken (nginx's {@code send_timeout}).
 */
public final class Pace {
  /** What a client took too long for. */
  public enum Overdue {
    /** To begin with a request. */
    REQUEST,
    /** To end the head of one that it began. */
    HEAD,
    /** To send its body. */
    BODY,
    /** To take an answer. */
    ANSWER
  }

  private static final int PHASE_BITS = 3;
  private static final int REQUEST = 0;
  private static final int HEAD = 1;
  private static final int BODY = 2;
  private static final int ANSWER = 3;
  private static final int BUSY = 4;
  private static final VarHandle STATE = state();

  private final PaceLimits limits;

  /** A count of all that happens, and in the last bits what is waited for. */
  @SuppressWarnings("unused") // by way of STATE
  private volatile int state;

  private int turn;
  private int bodyTurn;
  private boolean bodyAwaited;
  private volatile long bodyStartNanos;
  private volatile long bodyBytes;

  private int lastState;
  private int lastBodyState = -1;
  private long sinceNanos;
  private long bodySinceNanos;
  private long bodySeenStartNanos = Long.MIN_VALUE;
  private long bodySeenBytes;
  private long bodyDeadlineNanos;

  /**
   * Of a connection that was just accepted.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public Pace(PaceLimits limits, long nowNanos) {
    this.limits = limits;
    this.sinceNanos = nowNanos;
    this.bodySinceNanos = nowNanos;
    this.bodyDeadlineNanos = nowNanos;
  }

  private static VarHandle state() {
    try {
      return MethodHandles.lookup().findVarHandle(Pace.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private void set(int phase) {
    set(++turn, phase);
  }

  private void set(int ofTurn, int phase) {
    STATE.setRelease(this, ofTurn << PHASE_BITS | phase);
  }

  /** A request is waited for, and nothing of it has come. */
  public void awaitsRequest() {
    set(REQUEST);
  }

  /** Something of a request has come, and not all of its head. */
  public void headBegan() {
    set(HEAD);
  }

  /** Whatever is to happen next is the server's to do. */
  public void busy() {
    set(BUSY);
  }

  /** A head was read, and a body may follow; nothing of it is waited for yet. */
  public void headEnded() {
    set(BUSY);
    bodyTurn = turn;
    bodyAwaited = false;
  }

  /**
   * A body is waited for: since now, or since what came last of it.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public void awaitsBody(long nowNanos) {
    if (!bodyAwaited) {
      bodyAwaited = true;
      bodyBytes = 0;
      bodyStartNanos = nowNanos;
    }
    set(bodyTurn, BODY);
  }

  /**
   * Some of a body has come; what stands around chunks is none of it.
   *
   * @param bytes ≥ 0
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public void bodyCame(int bytes) {
    if (bytes > 0) {
      bodyBytes += bytes;
      bodyTurn = ++turn;
    }
  }

  /** An answer is handed to the socket, which may have to wait for the client. */
  public void sends() {
    set(ANSWER);
  }

  /**
   * So much of the time up to now is not the client's. For use by the thread that checks.
   *
   * @param nanos ≥ 0
   */
  public void forgive(long nanos) {
    sinceNanos += nanos;
    bodySinceNanos += nanos;
    bodyDeadlineNanos += nanos;
  }

  /**
   * What the client has taken too long for, or null. For use by one thread.
   *
   * @param nowNanos {@link System#nanoTime()}, later than the last time
   */
  public @Nullable Overdue check(long nowNanos) {
    int now = (int) STATE.getAcquire(this);
    int phase = now & (1 << PHASE_BITS) - 1;
    if (now != lastState) {
      lastState = now;
      sinceNanos = nowNanos;
    }
    if (phase == BODY && now != lastBodyState) { // between its bytes others may be seen
      lastBodyState = now;
      bodySinceNanos = nowNanos;
    }
    return switch (phase) {
      case REQUEST -> overdue(Overdue.REQUEST, nowNanos - sinceNanos, limits.requestNanos());
      case HEAD -> overdue(Overdue.HEAD, nowNanos - sinceNanos, limits.headNanos());
      case ANSWER -> overdue(Overdue.ANSWER, nowNanos - sinceNanos, limits.answerNanos());
      case BODY -> overdueBody(nowNanos);
      default -> null;
    };
  }

  private @Nullable Overdue overdueBody(long nowNanos) {
    long startNanos = bodyStartNanos;
    long come = bodyBytes;
    if (startNanos != bodySeenStartNanos) {
      bodySeenStartNanos = startNanos;
      bodySeenBytes = 0;
      bodyDeadlineNanos = startNanos + limits.bodyNanos();
    }
    if (come > bodySeenBytes) {
      long earnedNanos = limits.timeOfBodyNanos(come - bodySeenBytes);
      long leftNanos = bodyDeadlineNanos - nowNanos + earnedNanos;
      bodyDeadlineNanos = nowNanos + Math.min(leftNanos, limits.bodyNanos());
    }
    bodySeenBytes = come;
    return nowNanos - bodyDeadlineNanos > 0
        ? Overdue.BODY
        : overdue(Overdue.BODY, nowNanos - bodySinceNanos, limits.bodyNanos());
  }

  private static @Nullable Overdue overdue(Overdue what, long elapsedNanos, long limitNanos) {
    return elapsedNanos > limitNanos ? what : null;
  }

  /**
   * How long the connection has been without a request at the last {@link #check}; 0 while there is
   * one, or a part of one. For use by the thread that checks.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public long withoutRequestNanos(long nowNanos) {
    boolean same = (int) STATE.getAcquire(this) == lastState;
    return same && (lastState & (1 << PHASE_BITS) - 1) == REQUEST ? nowNanos - sinceNanos : 0;
  }
}
