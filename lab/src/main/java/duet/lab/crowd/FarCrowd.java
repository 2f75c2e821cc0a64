package duet.lab.crowd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process of clients that are to be taken away from the server in one way or another. It reads
 * lines from stdin and answers with lines on stdout: {@code come HOST PORT CLIENTS}, upon which so
 * many connect and come into their phases, the same number in each of {@link #PHASES}: {@code there
 * N}; {@code go}: all of them leave: {@code gone}. It ends when stdin does, which the death of the
 * process that started it brings about.
 */
public final class FarCrowd {
  /** What the clients are doing when they are taken away, in turns. */
  static final Phase[] PHASES = {Phase.IDLE, Phase.HEAD, Phase.BODY, Phase.WAITING, Phase.ANSWER};

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration ARRIVAL = Duration.ofMillis(1500);

  /** So that the server has read what was sent last. */
  private static final Duration SETTLE = Duration.ofMillis(300);

  private FarCrowd() {}

  /** Serves until stdin ends. */
  @SuppressWarnings("SystemOut") // the protocol
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var lines = new LinkedBlockingQueue<String>();
    Thread.ofPlatform().daemon().name("stdin").start(() -> readUntilTheEnd(lines));
    System.out.println("ready");
    while (true) {
      String[] words = lines.take().split(" ", -1);
      var server = new InetSocketAddress(words[1], Integer.parseInt(words[2]));
      try (var crowd = new Crowd(server)) {
        System.out.println("there " + come(crowd, Integer.parseInt(words[3])));
        while (lines.isEmpty()) {
          crowd.during(Duration.ofMillis(50));
        }
        var _ = lines.take();
      }
      System.out.println("gone");
    }
  }

  private static int come(Crowd crowd, int clients) throws IOException {
    for (int i = 0; i < clients; i++) {
      crowd.add(PHASES[i % PHASES.length].script(), ARRIVAL.multipliedBy(i).dividedBy(clients));
    }
    var _ = crowd.until(() -> crowd.there() + crowd.ended() == clients, PATIENCE);
    crowd.during(SETTLE);
    return crowd.there();
  }

  private static void readUntilTheEnd(BlockingQueue<String> lines) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException _) {
      // as good as its end
    }
    Runtime.getRuntime().halt(0);
  }
}
