package duet.contract;

import static duet.contract.DatabaseRoutes.ROUTES;
import static duet.contract.Served.kept;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clients that ask for rows again and again until they are closed, hardly resting. */
final class Load implements AutoCloseable {
  /** Requests in one segment, so that clients cost less than what they ask. */
  private static final int PIPELINED = 50;

  private record Seen(int status, Duration taken) {}

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Future<List<Seen>>> all = new ArrayList<>();

  Load(Served server, int count) {
    for (int i = 0; i < count; i++) {
      String target = ROUTES.get(i % ROUTES.size());
      all.add(clients.submit(client(server, target)));
    }
  }

  private Callable<List<Seen>> client(Served server, String target) {
    return () -> {
      var seen = new ArrayList<Seen>();
      try (Wire wire = server.connect()) {
        while (!over.get()) {
          long start = System.nanoTime();
          int status = wire.send(kept("GET", target)).answer().status();
          seen.add(new Seen(status, Duration.ofNanos(System.nanoTime() - start)));
          Thread.sleep(status == 200 ? 1 : 20);
        }
      }
      return seen;
    };
  }

  /** Has clients that never rest send this for so long; each answer is read. */
  static void run(Served server, String request, int count, Duration time) throws Exception {
    long startNanos = System.nanoTime();
    var all = new ArrayList<Future<?>>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Callable<?> client =
            () -> {
              try (Wire wire = server.connect()) {
                while (System.nanoTime() - startNanos < time.toNanos()) {
                  wire.send(request.repeat(PIPELINED));
                  for (int answer = 0; answer < PIPELINED; answer++) {
                    wire.answer();
                  }
                }
              }
              return null;
            };
        all.add(clients.submit(client));
      }
    }
    for (Future<?> client : all) {
      client.get();
    }
  }

  /** Ends the load; no client met anything else, and none waited longer. */
  void assertOnly(List<Integer> statuses, Duration longest) throws Exception {
    over.set(true);
    for (Future<List<Seen>> client : all) {
      for (Seen seen : client.get()) {
        assertTrue(statuses.contains(seen.status), seen::toString);
        assertFalse(seen.taken.compareTo(longest) > 0, seen::toString);
      }
    }
  }

  @Override
  public void close() {
    over.set(true);
    clients.close();
  }
}
