package duet.lab.stress;

import duet.lab.crowd.Ending;
import duet.lab.crowd.Guest;
import duet.lab.crowd.Phase;
import duet.lab.crowd.Reading;
import duet.lab.crowd.Script;
import duet.lab.crowd.Step;
import java.time.Duration;
import java.util.List;

/** What is rude about a client, and what becomes of it. */
enum Rudeness {
  /** A head that comes a byte at a time. */
  SLOW_HEAD(RudeKind.SLOW_HEADS, "slow heads", "head", "408, closed") {
    @Override
    Script script(int index, int clients) {
      return trickle("GET /plaintext HTTP/1.1\r\nHost: a\r\nX-Slow: " + ENDLESS, index, clients);
    }

    @Override
    int seconds(ClientTimes times) {
      return times.header();
    }
  },
  /** A body whose length was announced. */
  SLOW_BODY(RudeKind.SLOW_BODIES, "slow bodies", "body", "408, closed") {
    @Override
    Script script(int index, int clients) {
      return behind(
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", index, clients);
    }

    @Override
    int seconds(ClientTimes times) {
      return times.body();
    }
  },
  /** A body in chunks. */
  SLOW_CHUNK(RudeKind.SLOW_CHUNKS, "slow chunks", "body", "408, closed") {
    @Override
    Script script(int index, int clients) {
      return behind(
          "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1f0\r\n",
          index,
          clients);
    }

    @Override
    int seconds(ClientTimes times) {
      return times.body();
    }
  },
  /** A long answer of which nothing is read. */
  NO_READER(RudeKind.NO_READERS, "readers of nothing", "answer", "reset") {
    @Override
    Script script(int index, int clients) {
      return Phase.ANSWER.script();
    }

    @Override
    int seconds(ClientTimes times) {
      return times.send();
    }
  },
  /**
   * A long answer of which a little is read now and then. A kernel tells the other that there is
   * room again only when that is worth a segment (RFC 9293 §3.8.6.2.2), so this too can look to the
   * server like a reader of nothing, or not, as the buffers' sizes are.
   */
  SLOW_READER(RudeKind.SLOW_READERS, "readers of 100 bytes/s", "answer", "reset, or still there") {
    @Override
    Script script(int index, int clients) {
      return new Script(
          List.of(new Step.Send(STREAM)),
          new Reading.Little(100, Duration.ofSeconds(1).toNanos()),
          Phase.SMALL_BUFFER_BYTES);
    }

    @Override
    int seconds(ClientTimes times) {
      return times.send();
    }

    @Override
    boolean mayStay() {
      return true;
    }
  },
  /** A connection and nothing more. */
  SILENT(RudeKind.SILENT, "senders of nothing", "request", "closed") {
    @Override
    Script script(int index, int clients) {
      return Phase.NOTHING.script();
    }

    @Override
    int seconds(ClientTimes times) {
      return times.idle();
    }
  };

  private static final String ENDLESS = "a".repeat(1000);
  private static final String STREAM = "GET /stream/100000000 HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final Duration FASTEST = Duration.ofSeconds(1);
  private static final Duration SLOWEST = Duration.ofSeconds(5);

  private final RudeKind kind;
  private final String words;
  private final String overdue;
  private final String end;

  Rudeness(RudeKind kind, String words, String overdue, String end) {
    this.kind = kind;
    this.words = words;
    this.overdue = overdue;
    this.end = end;
  }

  /** What one of so many clients does. */
  abstract Script script(int index, int clients);

  /** Within how many seconds it must be cut off. */
  abstract int seconds(ClientTimes times);

  /** Whether the server need not cut it off. */
  boolean mayStay() {
    return false;
  }

  RudeKind kind() {
    return kind;
  }

  String inWords() {
    return words;
  }

  /** By which name the server counts those that it cuts off. */
  String overdue() {
    return overdue;
  }

  /** What its client is to see, in the words of {@link #seenBy}. */
  String end() {
    return end;
  }

  /** What a client saw, in words: {@code 408, closed}. */
  static String seenBy(Guest guest) {
    String how = guest.ending().inWords();
    return guest.status() == 0 || guest.ending() == Ending.NONE ? how : guest.status() + ", " + how;
  }

  private static Script trickle(String text, int index, int clients) {
    return Script.of(new Step.Trickle(text, everyNanos(index, clients)));
  }

  private static Script behind(String head, int index, int clients) {
    return Script.of(new Step.Send(head), new Step.Trickle(ENDLESS, everyNanos(index, clients)));
  }

  /** From a byte in a second to one in five, evenly. */
  static long everyNanos(int index, int clients) {
    return FASTEST.plus(SLOWEST.minus(FASTEST).multipliedBy(index).dividedBy(clients)).toNanos();
  }
}
