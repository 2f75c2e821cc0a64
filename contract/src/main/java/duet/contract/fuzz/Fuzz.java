package duet.contract.fuzz;

import duet.contract.Answer;
import duet.contract.Wire;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that nobody would think of, at running servers, as a program: 0 when nothing was
 * found, 1 when something was or a server does not listen, 2 when it was called wrongly.
 */
public final class Fuzz {
  private static final long MOST_INDEX = (1L << 40) - 1;
  private static final int END_SECONDS = 10;
  private static final String ENDING = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private static final String USAGE =
      """
      Says broken and unbroken requests to servers and what they make of them that they must not.

      usage: fuzz URL... [--requests=N] [--seed=N] [--connections=N] [--admin=URL,...]
             fuzz URL... --replay=INDEX [--seed=N] [--shrink]
             fuzz URL... --bytes=BYTES... [--shrink]
        URL            where a server listens, plain http: http://127.0.0.1:45000; several must do the same
        --requests     how many to send to all servers together, at least (100000)
        --seed         the same makes the same bytes (1)
        --connections  to each server at once (400)
        --admin        the servers' admin ports, in their order: what is left open is found too
        --replay       holds one conversation of that seed and shows it
        --bytes        holds a conversation of these bytes, in Java's notation with \\r, \\n, \\t, \\xHH;
                       each time it is given is a segment
        --shrink       leaves out of it what the finding does not need
        --help         this

      Exits with 0 when nothing was found, 1 when something was or nothing listens, 2 when called wrongly.
      """;

  private volatile boolean isStopped;
  private final PrintStream out;
  private final PrintStream err;

  Fuzz(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Ends the JVM with the exit code; told to stop, it says what it has found so far. */
  @SuppressWarnings("SystemOut") // the terminal is the user interface here
  public static void main(String[] arguments) {
    var fuzz = new Fuzz(System.out, System.err);
    var over = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> fuzz.stop(over), "stop"));
    int code = fuzz.run(arguments);
    over.countDown();
    System.exit(code);
  }

  private void stop(CountDownLatch over) {
    isStopped = true;
    try {
      boolean _ = over.await(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Does what it is told.
   *
   * @return the exit code
   */
  int run(String... arguments) {
    if (List.of(arguments).contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    try {
      Options options = Options.parse(arguments);
      List<Target> targets = targets(options.servers());
      warm(options.servers());
      return options.replay() < 0 && options.bytes().isEmpty()
          ? fuzz(options, targets)
          : replay(options, targets);
    } catch (IllegalArgumentException e) {
      err.println("fuzz: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      err.println("fuzz: " + e.getMessage());
      return 1;
    }
  }

  /** Each by the name that it gives itself; two of one name by their addresses. */
  private static List<Target> targets(List<URI> servers) throws IOException {
    var targets = new ArrayList<Target>();
    for (URI server : servers) {
      Answer answer;
      try (Wire wire = Wire.to(server)) {
        answer = wire.send("GET /nowhere" + ENDING).answer();
      } catch (IOException e) {
        throw new IOException("URL must name a server: " + server + ": " + e.getMessage(), e);
      }
      String name = answer.field("Server").orElse(server.toString());
      boolean isTaken = targets.stream().anyMatch(target -> target.name().equals(name));
      targets.add(new Target(isTaken ? server.toString() : name, server));
    }
    return targets;
  }

  @SuppressWarnings("SystemConsoleNull") // it still is null where a JDK's own console is not used
  private static boolean isTerminal() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }

  private int replay(Options options, List<Target> targets) throws IOException {
    var generator = new Generator(options.seed());
    var replay = new Replay(targets, new Judge(targets, generator.tokens()));
    Conversation conversation =
        options.bytes().isEmpty()
            ? generator.conversation(options.replay())
            : Replay.of(MOST_INDEX, options.bytes());
    if (options.shrink()) {
      conversation = replay.shrunk(conversation);
    }
    return replay.show(conversation, out) ? 1 : 0;
  }

  /** A first answer of some routes takes longer than a client of the fuzzer waits. */
  private static void warm(List<URI> servers) {
    for (URI server : servers) {
      for (String path : Grammar.ROUTES) {
        try (Wire wire = Wire.to(server)) {
          var _ = wire.send("GET " + path + ENDING).answer();
        } catch (IOException _) {
          // the run tells what is wrong with it
        }
      }
    }
  }

  private int fuzz(Options options, List<Target> targets) throws IOException {
    var before = new ArrayList<Remains>();
    for (URI admin : options.admins()) {
      before.add(Remains.of(admin));
    }
    var generator = new Generator(options.seed());
    var judge = new Judge(targets, generator.tokens());
    var findings = new Findings();
    var meter =
        new Meter(
            err,
            isTerminal(),
            System::nanoTime,
            options.requests(),
            judge::requestsSent,
            findings::causes);
    var run = new Run(generator, judge, options.requests(), findings, () -> isStopped, meter);
    long startNanos = System.nanoTime();
    Loop.run(targets, run, options.connections());
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    // Who ends this may have ended the servers too.
    for (int i = 0; i < before.size() && !isStopped; i++) {
      String name = targets.get(i).name();
      URI admin = options.admins().get(i);
      Remains.leak(name, admin, before.get(i)).ifPresent(findings::add);
      KeptBytes.leak(name, admin).ifPresent(findings::add);
    }
    meter.erase();
    out.printf(
        Locale.ROOT,
        "seed %d: %,d conversations in %.0f s, %,.0f requests/s%s%n",
        options.seed(),
        judge.conversations(),
        seconds,
        judge.requestsSent() / seconds,
        isStopped ? ", stopped" : "");
    out.print(judge.counts());
    if (!run.once().isEmpty()) {
      out.println("seen under load, not again in calm:");
      out.print(run.once().inWords());
    }
    out.print(findings.isEmpty() ? "nothing found\n" : "found:\n" + findings.inWords());
    return findings.isEmpty() ? 0 : 1;
  }
}
