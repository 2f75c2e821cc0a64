package duet.lab.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/**
 * Asks for one thing at a steady rate, whatever becomes of it: a virtual thread for each request,
 * on a kept connection that is free or a new one.
 */
final class SteadyLoad implements AutoCloseable {
  private final InetSocketAddress server;
  private final String target;
  private final Duration patience;
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedDeque<Caller> free = new ConcurrentLinkedDeque<>();
  private final Phaser underWay = new Phaser(1);
  private final Thread ticker;
  private volatile boolean stopped;

  /**
   * Begins at once.
   *
   * @param ratePerSecond > 0
   * @param patience for an answer
   */
  SteadyLoad(InetSocketAddress server, String target, double ratePerSecond, Duration patience) {
    this.server = server;
    this.target = target;
    this.patience = patience;
    long intervalNanos = Math.round(1e9 / ratePerSecond);
    ticker = Thread.ofPlatform().name("load " + target).daemon().start(() -> tick(intervalNanos));
  }

  private void tick(long intervalNanos) {
    try {
      for (long next = System.nanoTime(); !stopped; next += intervalNanos) {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        long planned = next;
        underWay.register();
        Thread.ofVirtual().start(() -> ask(planned));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(long plannedNanos) {
    try {
      Reply reply = reply();
      samples.add(new Sample(plannedNanos, System.nanoTime(), reply.inWords(), reply.isGood()));
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  private Reply reply() {
    Caller caller = free.pollFirst();
    try {
      if (caller == null) {
        caller = Caller.to(server, patience);
      }
      Reply reply = caller.get(target);
      if (caller.isOpen()) {
        free.addFirst(caller);
      } else {
        caller.close();
      }
      return reply;
    } catch (IOException _) {
      return Reply.of(ReplyEnding.REFUSED);
    }
  }

  /** No further request, but what became of all that were sent. */
  Samples finish() throws InterruptedException {
    close();
    ticker.join();
    underWay.arriveAndAwaitAdvance();
    for (Caller caller = free.poll(); caller != null; caller = free.poll()) {
      caller.close();
    }
    return new Samples(samples.stream().toList());
  }

  @Override
  public void close() {
    stopped = true;
  }
}
