package duet.lab.fault;

import duet.lab.process.ArmProcess;
import duet.lab.stress.Fact;
import duet.lab.stress.Progress;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Clients who take all that the limits let them. A server has memory enough for that, or ends at
 * once so that it can be started anew; it never lives on without answering. One thread.
 */
final class HeapFaults {
  /** Of {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** It is slow while it collects garbage, but not for longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration RECOVERY = Duration.ofSeconds(10);

  /** The kernel closes its sockets before it tells how it ended. */
  private static final Duration ENDS = Duration.ofSeconds(2);

  private final Start start;
  private final Progress progress;
  private final String heap;
  private final boolean mayEnd;

  /** Starts a server that is ready. */
  interface Start {
    ArmProcess server(String label) throws IOException, InterruptedException;
  }

  /**
   * With servers of one size.
   *
   * @param heap in words
   * @param mayEnd whether such a server may run out of memory
   */
  HeapFaults(Start start, Progress progress, String heap, boolean mayEnd) {
    this.start = start;
    this.progress = progress;
    this.heap = heap;
    this.mayEnd = mayEnd;
  }

  /** Each kind of greed on a server of its own. */
  List<Fact> run() throws IOException, InterruptedException {
    var facts = new ArrayList<Fact>();
    for (Greed greed : Greed.values()) {
      try (ArmProcess server = start.server(greed.key())) {
        facts.add(of(greed, server));
      }
    }
    return facts;
  }

  private Fact of(Greed greed, ArmProcess server) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    boolean answers;
    boolean recovers = true;
    OptionalInt exitCode;
    try (var witness = new Witness(Readiness.address(server.base()), Readiness.admin(server))) {
      try (var crowd = new DeafCrowd(Readiness.address(server.base()))) {
        greed.by(crowd);
        answers = witness.isAnsweredWithin(PATIENCE);
        exitCode = server.awaitExit(answers ? Duration.ZERO : ENDS);
      }
      if (answers) {
        recovers = witness.isAnsweredWithin(RECOVERY);
        if (!recovers) { // it may have ended as the crowd left
          exitCode = server.awaitExit(ENDS);
        }
      }
      String said =
          exitCode.isPresent()
              ? "exit code %d after %s".formatted(exitCode.getAsInt(), seconds(begin))
              : !answers ? "hangs" : recovers ? "serves on" : "does not recover";
      return fact(greed, said, witness, exitCode);
    }
  }

  private Fact fact(Greed greed, String said, Witness witness, OptionalInt exitCode) {
    boolean ended = exitCode.isPresent() && exitCode.getAsInt() == OUT_OF_MEMORY;
    if (!said.equals("serves on")) {
      progress.note(heap + ", " + greed.inWords() + ": " + said);
    }
    return new Fact(
        heap + ": " + greed.inWords(),
        String.format(
            Locale.ROOT,
            "%s; heap %d MiB, resident %d MiB, longest answer %,.0f ms",
            said,
            witness.heapMiB(),
            witness.residentMiB(),
            witness.longestMillis()),
        mayEnd ? "serves on or exit code " + OUT_OF_MEMORY : "serves on",
        said.equals("serves on") || (mayEnd && ended));
  }

  private static String seconds(long sinceNanos) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - sinceNanos) / 1e9);
  }
}
