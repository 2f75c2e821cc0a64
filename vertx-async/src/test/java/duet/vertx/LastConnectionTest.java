package duet.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.PostgresProcess;
import duet.contract.Wire;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LastConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "no other kernel tells who has been accepted")
  void whatWasAcceptedLastIsAnsweredThoughItsLoopHasNotSeenItYet() throws Exception {
    try (var started = Started.with("--drain-seconds=10");
        var first = Wire.to(started.base(), PATIENCE);
        var last = answeredWhileItStops(started, first)) {
      assertEquals("50", last.answer().text());
    }
  }

  /** Sends a request that is accepted while all loops are busy, which then are told to drain. */
  private static Wire answeredWhileItStops(Started started, Wire first) throws Exception {
    List<ServerVerticle> verticles = started.server().verticles();
    assertEquals("ok", first.send(get("/")).answer().text()); // the listener is known from then on
    var busy = new CountDownLatch(1);
    verticles.forEach(each -> each.onLoop(() -> hold(busy)));
    try {
      Wire last = Wire.to(started.base(), PATIENCE).send(get("/delay/50"));
      PostgresProcess.becomesTrue(() -> waiting(started.base().getPort()) == 0);
      await(Future.all(verticles.stream().map(ServerVerticle::stopListening).toList()));
      verticles.forEach(ServerVerticle::drain);
      return last;
    } finally {
      busy.countDown();
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static void await(Future<?> future) throws Exception {
    var _ = future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void hold(CountDownLatch until) {
    try {
      assertTrue(until.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Listeners of this port with connections that wait ({@code rx_queue}, proc_net(5)). */
  private static long waiting(int port) throws IOException {
    String local = String.format(Locale.ROOT, ":%04X", port);
    long waiting = 0;
    for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
      if (Files.isReadable(table)) {
        waiting +=
            Stream.of(Files.readString(table).split("\n", -1))
                .map(line -> line.strip().split(" +", -1))
                .filter(fields -> fields.length > 4 && fields[1].endsWith(local))
                .filter(fields -> fields[3].equals("0A") && !fields[4].endsWith(":00000000"))
                .count();
      }
    }
    return waiting;
  }
}
