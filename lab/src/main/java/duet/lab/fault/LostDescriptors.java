package duet.lab.fault;

import duet.lab.process.ArmProcess;
import duet.lab.sample.Footprint;
import duet.lab.sample.ProcessGoneException;
import duet.lab.stress.Fact;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A server from which descriptors are taken that it had counted on, for a while: it serves on, or
 * it ends, so that whoever keeps it can start it anew. One thread.
 */
record LostDescriptors(ArmProcess server) {
  private static final String ROW = "descriptors taken away for two seconds";
  private static final int LEFT = 3;
  private static final int CONNECTIONS = 60;
  private static final int WARM_UP = 200;

  /** Of {@code -XX:+ExitOnOutOfMemoryError}, and of servers that cannot go on. */
  private static final int EXIT_CODE = 3;

  private static final Duration AWAY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration LOOK = Duration.ofMillis(100);

  List<Fact> run() throws IOException, InterruptedException {
    InetSocketAddress address = Readiness.address(server.base());
    String had = limit();
    for (int i = 0; i < WARM_UP; i++) { // a class that cannot be loaded is lost for good
      var _ = Caller.once(address, PATIENCE, "/plaintext");
    }
    try (var crowd = new DeafCrowd(address)) {
      limit(Integer.toString(open() + LEFT));
      var _ = crowd.add(CONNECTIONS, new byte[0], AWAY);
      Thread.sleep(AWAY);
    } finally {
      if (server.isAlive()) {
        limit(had);
      }
    }
    var facts = new ArrayList<Fact>();
    long begin = System.nanoTime();
    Reply reply = Caller.once(address, PATIENCE, "/plaintext");
    while (!reply.isGood() && server.isAlive() && System.nanoTime() - begin < PATIENCE.toNanos()) {
      Thread.sleep(LOOK);
      reply = Caller.once(address, PATIENCE, "/plaintext");
    }
    String seconds = String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begin) / 1e9);
    OptionalInt exitCode = server.awaitExit(Duration.ZERO);
    boolean ended = exitCode.isPresent() && exitCode.getAsInt() == EXIT_CODE;
    facts.add(
        new Fact(
            ROW + ": afterwards",
            reply.isGood()
                ? "serves on after " + seconds
                : ended ? "has ended, exit code " + EXIT_CODE : "neither: " + reply.inWords(),
            "serves on, or has ended with exit code " + EXIT_CODE,
            reply.isGood() || ended));
    return facts;
  }

  private int open() throws IOException {
    try {
      return Footprint.of(server.pid()).descriptors();
    } catch (ProcessGoneException e) {
      throw new IOException(server.howEnded(), e);
    }
  }

  /** The soft one, as the kernel tells it (proc_pid_limits(5)). */
  private String limit() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + server.pid() + "/limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip().split(" +", -1)[0])
        .findFirst()
        .orElseThrow(() -> new IOException("the kernel does not tell how many files may be open"));
  }

  private void limit(String soft) throws IOException, InterruptedException {
    var prlimit =
        new ProcessBuilder("prlimit", "--pid=" + server.pid(), "--nofile=" + soft + ":")
            .inheritIO()
            .start();
    if (prlimit.waitFor() != 0) {
      throw new IOException("prlimit cannot change how many files may be open");
    }
  }
}
