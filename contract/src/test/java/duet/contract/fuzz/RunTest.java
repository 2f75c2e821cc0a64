package duet.contract.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ScriptedServer;
import duet.contract.fuzz.Finding.Kind;
import duet.contract.fuzz.Round.Plan;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final Generator GENERATOR = new Generator(1);

  private final Findings findings = new Findings();

  private Run run(List<Target> targets, long requests, boolean isStopped) {
    return new Run(
        GENERATOR,
        new Judge(targets, GENERATOR.tokens()),
        requests,
        findings,
        () -> isStopped,
        () -> {});
  }

  @Test
  void aRunThatIsStoppedBeginsNothing() {
    assertNull(run(List.of(), 10, true).next());
    assertNotNull(run(List.of(), 10, false).next());
  }

  /** The first answer alone is wrong, as if the machine had been busy. */
  @Test
  void whatDoesNotComeUpAgainInCalmIsNoFinding() throws IOException {
    var asked = new AtomicInteger();
    try (var server =
        new ScriptedServer(
            client -> {
              String token = GENERATOR.tokens().of(0, 0);
              String body = asked.getAndIncrement() == 0 ? "late" : token;
              ScriptedServer.say(client, Said.answerWith(body, "200 OK", "Connection: close"));
              client.close();
            })) {
      List<Target> targets = List.of(new Target("scripted", server.base()));
      Run run = run(targets, 1, false);
      Loop.run(targets, run, 1);
      assertTrue(findings.isEmpty(), findings::inWords);
      assertTrue(
          run.once().inWords().startsWith("wrong answer: scripted: another body with 200\n"));
      assertEquals(1 + 3, asked.get());
    }
  }

  @Test
  void whatComesUpAgainIsOne() throws IOException {
    try (var server = ScriptedServer.saying(Said.last("404 Not Found"))) {
      List<Target> targets = List.of(new Target("scripted", server.base()));
      Run run = run(targets, 1, false);
      Loop.run(targets, run, 1);
      assertEquals(
          "wrong answer: scripted: 404 for 200\n    --replay=0 (to POST /echo HTTP/1.1)\n",
          findings.inWords());
      assertTrue(run.once().isEmpty());
    }
  }

  @Test
  void aServerThatHasGoneEndsTheRun() throws IOException {
    List<Target> targets = List.of(new Target("scripted", Said.nobody()));
    Loop.run(targets, run(targets, 1_000_000, false), 50);
    assertTrue(findings.inWords().startsWith("no connection: scripted: must take connections"));
  }

  @Test
  void theMostSevereStandsFirstAndCountsStandBehind() {
    for (Kind kind : List.of(Kind.DIFFERENCE, Kind.FOREIGN, Kind.DIFFERENCE)) {
      findings.add(new Finding(kind, "s", 7, "x", ""));
    }
    assertEquals(
        "answer of another's: s: x\n    --replay=7\n"
            + "difference: s: x × 2\n    --replay=7\n    --replay=7\n",
        findings.inWords());
  }

  @Test
  void whatIsLeftOpenIsALeak() throws IOException {
    try (var before = metrics(0, 20);
        var after = metrics(0, 30)) {
      Remains then = Remains.of(before.base());
      assertEquals(
          "0 connections, 0 requests in flight, 20 threads, 50 descriptors", then.inWords());
      assertTrue(Remains.leak("s", after.base(), then).isEmpty());
    }
    assertTrue(new Remains(1, 0, 20, 50).isMoreThan(new Remains(0, 0, 20, 50)));
    assertTrue(new Remains(0, 1, 20, 50).isMoreThan(new Remains(0, 0, 20, 50)));
    assertTrue(new Remains(0, 0, 85, 50).isMoreThan(new Remains(0, 0, 20, 50)));
    assertTrue(new Remains(0, 0, 20, 115).isMoreThan(new Remains(0, 0, 20, 50)));
  }

  @Test
  void anAdminPortThatIsNoneIsSaid() throws IOException {
    try (var server = ScriptedServer.saying(Said.last("404 Not Found"))) {
      URI admin = server.base();
      var mistake = assertThrows(IOException.class, () -> Remains.of(admin));
      assertEquals("--admin must have the metric duet_connections", mistake.getMessage());
    }
  }

  private static ScriptedServer metrics(int connections, int threads) throws IOException {
    return ScriptedServer.saying(
        Said.answerWith(
            "duet_connections "
                + connections
                + "\nduet_requests_in_flight 0\njvm_threads_current "
                + threads
                + "\nprocess_open_fds 50\n",
            "200 OK",
            "Connection: close"));
  }

  @Test
  void aPlanIsHeldAgainWithWhatWasSuspected() {
    var suspicion = new Finding(Kind.HANG, "s", 1, "x", "");
    var round = new Round(GENERATOR.conversation(1), List.of(), List.of(), 0);
    Plan again = round.again(List.of(suspicion));
    assertEquals(1, again.tries());
    assertEquals(List.of(suspicion), again.suspicions());
    assertEquals(Patience.CALM, again.patience());
  }
}
