package duet.contract.fuzz;

import static duet.contract.ScriptedServer.readRequest;
import static duet.contract.ScriptedServer.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ScriptedServer;
import duet.contract.ScriptedServer.Script;
import duet.contract.fuzz.Conversation.End;
import duet.contract.fuzz.Conversation.Piece;
import duet.contract.fuzz.Round.Course;
import duet.contract.fuzz.Round.Plan;
import duet.contract.fuzz.Transcript.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How conversations end, over real sockets. */
class ExchangeTest {
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(50), Duration.ofMillis(300), Duration.ZERO);
  private static final String OK = Said.answer("200 OK");

  /** Holds them all at once. */
  private static List<Transcript> said(Script script, Conversation... conversations)
      throws IOException {
    try (var server = new ScriptedServer(script)) {
      Deque<Conversation> left = new ArrayDeque<>(List.of(conversations));
      var transcripts = new ArrayList<Transcript>();
      Loop.run(
          List.of(new Target("scripted", server.base())),
          new Course() {
            @Override
            public @Nullable Plan next() {
              Conversation next = left.poll();
              return next == null ? null : Plan.first(next, SHORT);
            }

            @Override
            public void ended(Round round) {
              transcripts.addAll(round.transcripts());
            }
          },
          conversations.length);
      return transcripts;
    }
  }

  private static Conversation get(End end) {
    return Said.conversation(1, end, Said.get());
  }

  @Test
  void aServerThatClosesEndsItByItself() throws IOException {
    Transcript said =
        said(
                client -> {
                  say(client, OK);
                  client.close();
                },
                get(End.SERVER))
            .getFirst();
    assertEquals(Ending.GONE, said.ending());
    assertTrue(said.byItself());
    assertEquals(OK, said.received());
    assertEquals(Said.get().bytes().length(), said.bytesSent());
  }

  @Test
  void aResetIsNoClose() throws IOException {
    for (End end : End.values()) {
      Transcript said =
          said(
                  client -> {
                    say(client, OK);
                    client.setSoLinger(true, 0);
                    client.close();
                  },
                  get(end))
              .getFirst();
      assertEquals(Ending.RESET, said.ending(), end.name());
      assertTrue(said.hasGone());
    }
  }

  @Test
  void aClientThatIsToEndItWaitsForQuiet() throws IOException {
    Transcript said =
        said(
                client -> {
                  say(client, OK);
                  assertEquals(-1, client.getInputStream().read());
                  client.close();
                },
                get(End.CLIENT_WHEN_QUIET))
            .getFirst();
    assertEquals(Ending.GONE, said.ending());
    assertFalse(said.byItself());
    assertEquals(OK, said.received());
  }

  @Test
  void aServerThatStaysHangs() throws IOException {
    for (End end : End.values()) {
      assertEquals(Ending.HUNG, said(client -> say(client, OK), get(end)).getFirst().ending());
    }
  }

  @Test
  void aServerThatDoesNotStopIsCutOff() throws IOException {
    String much = "x".repeat(1 << 20);
    Transcript said =
        said(
                client -> {
                  try (client) {
                    while (true) {
                      say(client, much);
                    }
                  }
                },
                get(End.SERVER))
            .getFirst();
    assertEquals(Ending.CUT, said.ending());
  }

  @Test
  void aServerThatDoesNotListenIsUnreachable() throws IOException {
    var endings = new ArrayList<Ending>();
    Deque<Conversation> left = new ArrayDeque<>(List.of(get(End.SERVER)));
    Loop.run(
        List.of(new Target("scripted", Said.nobody())),
        new Course() {
          @Override
          public @Nullable Plan next() {
            Conversation next = left.poll();
            return next == null ? null : Plan.first(next, SHORT);
          }

          @Override
          public void ended(Round round) {
            endings.add(round.transcripts().getFirst().ending());
          }
        },
        1);
    assertEquals(List.of(Ending.UNREACHABLE), endings);
  }

  /** The server reads to the first empty line, says so, and only then reads on. */
  @Test
  void inStepTheNextRequestWaitsForTheAnswer() throws IOException {
    Ask get = Said.get();
    var steps = List.of(new Piece(get.bytes(), 0), new Piece(get.bytes(), 1));
    var conversation = new Conversation(1, List.of(get, get), 2, steps, End.SERVER);
    Transcript said =
        said(
                client -> {
                  boolean isAlone = client.getInputStream().available() == 0;
                  say(client, isAlone ? OK : Said.answer("400 No"));
                  readRequest(client.getInputStream());
                  say(client, Said.last("200 OK"));
                  client.close();
                },
                conversation)
            .getFirst();
    assertEquals("200 200!", Reading.of(conversation, said).inShort());
  }

  @Test
  void aServerThatHangsKeepsNobodyElseWaiting() throws IOException {
    var conversations = new Conversation[20];
    Arrays.fill(conversations, get(End.SERVER));
    long start = System.nanoTime();
    List<Transcript> said = said(client -> say(client, OK), conversations);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertEquals(20, said.stream().filter(one -> one.ending() == Ending.HUNG).count());
    // One after another they take 6 s.
    assertTrue(millis < 4000, () -> "millis=" + millis);
  }
}
