package duet.lab.fault;

import duet.lab.process.ArmProcess;
import duet.lab.process.Servers;
import duet.lab.stress.Fact;
import duet.lab.stress.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A server that may open few files, all of which its clients have it open: connections, files and
 * calls of a backend. One thread.
 *
 * @param limit how many it may
 * @param readers who ask for a file and do not read it
 * @param idle connections, with which there are more than it can have; not more by far, since so
 *     many are refused at once and others wait
 * @param fileName of a file that is larger than what buffers hold
 * @param smallFileName of one that is sent at once
 */
record DescriptorFaults(int limit, int readers, int idle, String fileName, String smallFileName) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration HELD = Duration.ofSeconds(4);
  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration WITHIN = Duration.ofSeconds(4);

  /** More connections than it can have, behind those that make it open other things. */
  private static final int CALLERS = 12;

  /** How the server is started. */
  List<String> prefix() {
    return Servers.withDescriptors(limit);
  }

  /** Twice: a server that has just started has all of its classes and threads still to come. */
  List<Fact> run(ArmProcess server) throws IOException, InterruptedException {
    InetSocketAddress admin = Readiness.admin(server);
    String name = "at most " + limit + " descriptors";
    var facts = new ArrayList<Fact>();
    round(name + ", cold", server, facts);
    Inside before = Inside.of(admin);
    round(name, server, facts);
    facts.add(Remains.await(admin, before).fact(name));
    return facts;
  }

  private void round(String name, ArmProcess server, List<Fact> facts)
      throws IOException, InterruptedException {
    InetSocketAddress address = Readiness.address(server.base());
    Samples kept;
    Samples fresh;
    String most;
    // Its connection is one of the first, so the server has it.
    var caller = Caller.to(address, PATIENCE);
    try (caller;
        var crowd = new DeafCrowd(address)) {
      var _ = caller.get("/plaintext");
      var _ = crowd.add(CALLERS, request("/gather/100/2500"), WITHIN);
      var _ = crowd.add(readers, request("/files/" + fileName), WITHIN);
      var _ = crowd.add(idle, new byte[0], WITHIN);
      most = open(Readiness.admin(server));
      kept = asks(() -> caller.get("/plaintext"));
      fresh = asks(() -> Caller.once(address, PATIENCE, "/plaintext"));
    }
    long end = System.nanoTime();
    facts.add(Fact.told(name + ": open at most, by its own account", most));
    facts.add(
        new Fact(
            name + ": /plaintext on a connection that it has",
            inWords(kept),
            "only 200",
            kept.haveOnly(Set.of("200"))));
    facts.add(
        new Fact(
            name + ": new connections",
            inWords(fresh),
            "only 503 or closed",
            fresh.haveOnly(Set.of("503", ReplyEnding.GONE.inWords()))));
    for (String target : List.of("/plaintext", "/files/" + smallFileName, "/fetch/20")) {
      facts.add(back(name, target, address, end));
    }
  }

  private static String inWords(Samples samples) {
    return String.format(
        Locale.ROOT, "%s; longest %,.0f ms", samples.endsInWords(), samples.longestMillis());
  }

  private static String open(InetSocketAddress admin) {
    try {
      return String.format(Locale.ROOT, "%,d", Inside.of(admin).whole("process_open_fds"));
    } catch (IOException _) {
      return "it does not say";
    }
  }

  /** Asks every now and then. */
  private interface Question {
    Reply ask();
  }

  private static Samples asks(Question question) throws InterruptedException {
    var samples = new ArrayList<Sample>();
    for (long begin = System.nanoTime();
        System.nanoTime() - begin < HELD.toNanos() / 2;
        Thread.sleep(LOOK)) {
      long asked = System.nanoTime();
      Reply reply = question.ask();
      samples.add(new Sample(asked, System.nanoTime(), reply.inWords(), reply.isGood()));
    }
    return new Samples(samples);
  }

  private static Fact back(String name, String target, InetSocketAddress server, long endNanos)
      throws InterruptedException {
    Reply reply = Caller.once(server, PATIENCE, target);
    while (!reply.isGood()
        && System.nanoTime() - endNanos < RECOVERY.toNanos() + PATIENCE.toNanos()) {
      Thread.sleep(LOOK);
      reply = Caller.once(server, PATIENCE, target);
    }
    double seconds = (System.nanoTime() - endNanos) / 1e9;
    return new Fact(
        name + ": " + target + " is good again after",
        reply.isGood()
            ? String.format(Locale.ROOT, "%.2f s", seconds)
            : "never: " + reply.inWords(),
        "<= 5.0 s",
        reply.isGood() && seconds <= RECOVERY.toSeconds());
  }

  private static byte[] request(String target) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
        .formatted(target)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
