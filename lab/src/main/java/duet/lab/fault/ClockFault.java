package duet.lab.fault;

import duet.lab.process.ArmProcess;
import duet.lab.stress.Fact;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A server whose clock of the day jumps by a day, forth and back. Nothing but {@code Date} may
 * notice: it lives under libfaketime, which leaves the clock alone that only goes forward.
 *
 * @param offset a file that says by how much its clock is wrong
 */
record ClockFault(Path offset) {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));
  private static final List<String> TARGETS = List.of("/delay/100", "/db", "/fetch/20");
  private static final Duration LASTS = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration RECOVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SLACK = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(50);

  /**
   * How long the library goes by what it has read: where it reads the file each time it is asked, a
   * JVM does little else.
   */
  private static final Duration CACHE = Duration.ofSeconds(1);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Whether there is such a library. */
  static boolean canBe() {
    return LIBRARIES.stream().anyMatch(Files::isReadable);
  }

  /** How the server is started. */
  List<String> prefix() throws IOException {
    set(Duration.ZERO);
    Path library = LIBRARIES.stream().filter(Files::isReadable).findFirst().orElseThrow();
    return List.of(
        "env",
        "LD_PRELOAD=" + library,
        "FAKETIME_TIMESTAMP_FILE=" + offset,
        "FAKETIME_CACHE_DURATION=" + CACHE.toSeconds(),
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        // With it every timed wait of a JVM ends at once.
        "FAKETIME_FORCE_MONOTONIC_FIX=0");
  }

  /** At once, so that nobody reads half of it. */
  private void set(Duration wrong) throws IOException {
    Path next = offset.resolveSibling("next");
    Files.writeString(next, String.format(Locale.ROOT, "%+d\n", wrong.toSeconds()));
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  List<Fact> run(ArmProcess server) throws IOException, InterruptedException {
    var facts = new ArrayList<Fact>();
    Trial trial = Trial.of(server, TARGETS);
    InetSocketAddress address = Readiness.address(server.base());
    try (Caller idle = Caller.to(address, PATIENCE)) {
      var _ = idle.get("/plaintext");
      facts.addAll(trial.run(jump("clock a day ahead", DAY, address, facts), 1));
      facts.addAll(trial.run(jump("clock a day behind", DAY.negated(), address, facts), 1));
      Reply reply = idle.get("/plaintext");
      facts.add(
          new Fact(
              "clock: an idle connection that saw both", reply.inWords(), "200", reply.isGood()));
    }
    return facts;
  }

  private Fault jump(String name, Duration by, InetSocketAddress server, List<Fact> facts) {
    return new Fault(
        name,
        TARGETS,
        Set.of("200"),
        LONGEST,
        LASTS,
        RECOVERY,
        () -> {
          set(by);
          facts.add(date(name, by, server));
        },
        () -> {
          set(Duration.ZERO);
          facts.add(date(name + ", and right again", Duration.ZERO, server));
        });
  }

  /** What it says of the time differs, within some seconds, from the laboratory's by that much. */
  private static Fact date(String name, Duration by, InetSocketAddress server)
      throws InterruptedException {
    long begin = System.nanoTime();
    Reply reply = Caller.once(server, PATIENCE, "/plaintext");
    while (!differs(reply, by) && System.nanoTime() - begin < SLACK.toNanos()) {
      Thread.sleep(LOOK);
      reply = Caller.once(server, PATIENCE, "/plaintext");
    }
    boolean holds = differs(reply, by);
    return new Fact(name + ": Date", holds ? "follows" : reply.date(), "follows", holds);
  }

  private static boolean differs(Reply reply, Duration by) {
    try {
      Duration differs =
          Duration.between(Instant.now(), ZonedDateTime.parse(reply.date(), DATE).toInstant());
      return differs.minus(by).abs().compareTo(SLACK) <= 0;
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
