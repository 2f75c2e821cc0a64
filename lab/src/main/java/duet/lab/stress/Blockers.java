package duet.lab.stress;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Sends one kind of request at a steady rate, each whether the last has been answered or not. */
final class Blockers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("blockers").factory());
  private final LongAdder answered = new LongAdder();
  private final HttpRequest request;

  /**
   * Begins.
   *
   * @param perSecond &gt; 0
   */
  Blockers(URI base, String target, double perSecond) {
    request = HttpRequest.newBuilder(base.resolve(target)).timeout(PATIENCE).build();
    long period = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
    var _ = clock.scheduleAtFixedRate(this::send, 0, period, TimeUnit.NANOSECONDS);
  }

  private void send() {
    Thread.ofVirtual().start(this::ask);
  }

  private void ask() {
    try {
      if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
        answered.increment();
      }
    } catch (IOException _) {
      // It is not counted, which is what is looked at.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** So many have been answered with 200. */
  long answered() {
    return answered.sum();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    client.shutdownNow();
  }
}
