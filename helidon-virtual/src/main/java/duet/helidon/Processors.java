package duet.helidon;

import duet.service.ComputeGate;
import duet.service.HashChain;
import duet.service.Settings;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processors as {@code /compute} and {@code /work} share them: as many platform threads, since
 * a computation on a virtual thread would keep its carrier from all others, and computations that
 * wait in order of arrival. Safe for use by several virtual threads.
 */
final class Processors {
  private final ComputeGate gate;
  private final Semaphore free;
  private final ExecutorService threads;

  Processors(Settings settings) {
    this.gate = ComputeGate.of(settings);
    this.free = new Semaphore(gate.processors(), true);
    this.threads =
        Executors.newFixedThreadPool(
            gate.processors(), Thread.ofPlatform().daemon().name("compute-", 0).factory());
  }

  /** Ends what is still computed. */
  void close() {
    threads.shutdownNow();
  }

  /** How many compute and how many wait. */
  ComputeGate gate() {
    return gate;
  }

  /**
   * Computes, once a processor is free, and blocks until then. An interrupt gives the computation
   * up.
   *
   * @return empty where too many wait already
   */
  Optional<String> compute(int rounds) throws InterruptedException {
    if (!gate.enter()) {
      return Optional.empty();
    }
    try {
      free.acquire();
      try {
        return computed(rounds);
      } finally {
        free.release();
      }
    } finally {
      gate.leave();
    }
  }

  private Optional<String> computed(int rounds) throws InterruptedException {
    var givenUp = new AtomicBoolean();
    Future<Optional<String>> result = threads.submit(() -> HashChain.hex(rounds, givenUp::get));
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a computation failed", e);
    } finally {
      givenUp.set(true);
    }
  }
}
