package duet.vertx;

import duet.service.ComputeGate;
import duet.service.HashChain;
import duet.service.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The processors as {@code /compute} and {@code /work} share them: as many worker threads, and
 * computations that wait in order of arrival. Safe for use on several event loops, and never blocks
 * one.
 */
final class Processors {
  private final Vertx vertx;
  private final ComputeGate gate;
  private final WorkerExecutor threads;

  /** Guarded by itself. */
  private final Set<Computation> waiting = new LinkedHashSet<>();

  private int free;

  Processors(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.gate = ComputeGate.of(settings);
    this.free = gate.processors();
    this.threads = vertx.createSharedWorkerExecutor("compute", gate.processors());
  }

  /** How many compute and how many wait. */
  ComputeGate gate() {
    return gate;
  }

  /**
   * Computes, once a processor is free.
   *
   * @return empty where too many wait already
   */
  Optional<Computation> compute(int rounds) {
    if (!gate.enter()) {
      return Optional.empty();
    }
    var computation = new Computation(vertx.getOrCreateContext(), rounds, this);
    synchronized (waiting) {
      if (free == 0) {
        waiting.add(computation);
        return Optional.of(computation);
      }
      free--;
    }
    start(computation);
    return Optional.of(computation);
  }

  /** Takes a computation out that still waits. */
  void giveUp(Computation computation) {
    boolean waited;
    synchronized (waiting) {
      waited = waiting.remove(computation);
    }
    if (waited) {
      gate.leave();
    }
  }

  private void start(Computation computation) {
    threads
        .executeBlocking(() -> HashChain.hex(computation.rounds(), computation::isGivenUp), false)
        .onComplete(
            hex -> {
              next();
              computation.end(hex);
            });
  }

  private void next() {
    gate.leave();
    Computation first;
    synchronized (waiting) {
      Iterator<Computation> inOrder = waiting.iterator();
      if (!inOrder.hasNext()) {
        free++;
        return;
      }
      first = inOrder.next();
      inOrder.remove();
    }
    start(first);
  }
}
