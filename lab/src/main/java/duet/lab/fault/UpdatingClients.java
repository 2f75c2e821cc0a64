package duet.lab.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Update rows as fast as they are answered, a virtual thread each, until a crash ends it. */
final class UpdatingClients {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final InetSocketAddress server;
  private final int mostQueries;
  private final Queue<Update> answered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger unansweredRows = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * What was done.
   *
   * @param answered rows that were, in any order
   * @param answers in which they came
   * @param unansweredRows that requests without a good answer were to update
   */
  record Account(List<Update> answered, int answers, int unansweredRows) {}

  /** They begin at once. */
  UpdatingClients(InetSocketAddress server, int connections, int mostQueries) {
    this.server = server;
    this.mostQueries = mostQueries;
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().start(this::update));
    }
  }

  private void update() {
    try (Caller caller = Caller.to(server, PATIENCE)) {
      while (!stopped && caller.isOpen()) {
        int queries = 1 + ThreadLocalRandom.current().nextInt(mostQueries);
        long sent = System.nanoTime();
        Reply reply = caller.get("/updates?queries=" + queries);
        if (!reply.isGood()) { // it may have been written all the same
          unansweredRows.addAndGet(queries);
          return;
        }
        answers.incrementAndGet();
        answered.addAll(Update.of(reply.body(), sent, System.nanoTime()));
      }
    } catch (IOException _) {
      // it has sent nothing
    }
  }

  /** What was done, once all of them have ended. */
  Account finish() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return new Account(List.copyOf(answered), answers.get(), unansweredRows.get());
  }
}
