package duet.lab.stress;

import duet.lab.process.ArmProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a server says of itself at {@code /health/ready} of its admin port. */
public final class Readiness {
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long ANSWER_SECONDS = 5;

  private Readiness() {}

  /**
   * Returns once it is ready, database and backend included.
   *
   * @throws IOException in one line, if it is not within half a minute
   */
  public static void await(ArmProcess server) throws IOException, InterruptedException {
    InetSocketAddress admin = admin(server);
    long begin = System.nanoTime();
    while (!isReady(admin)) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException(server.arm().name() + " is not ready within 30 s");
      }
      Thread.sleep(LOOK);
    }
  }

  /** Where it is asked. */
  public static InetSocketAddress admin(ArmProcess server) {
    return address(server.admin().orElseThrow(() -> new IllegalStateException("no admin port")));
  }

  public static InetSocketAddress address(URI base) {
    return new InetSocketAddress(base.getHost(), base.getPort());
  }

  private static boolean isReady(InetSocketAddress admin) throws InterruptedException {
    try (Wire wire = Wire.to(admin)) {
      return ask(wire);
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Asks once.
   *
   * @throws IOException if there is no answer
   */
  static boolean ask(Wire wire) throws IOException, InterruptedException {
    byte[] question = Request.get("/health/ready", 0, true).bytes();
    try {
      Outcome outcome = wire.send(question, 1).getFirst().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (outcome instanceof Outcome.Answered answered) {
        return answered.isRight();
      }
    } catch (TimeoutException | ExecutionException _) {
      // as good as none
    }
    throw new IOException("no answer to /health/ready");
  }
}
