package duet.lab.stress;

import duet.lab.stress.Outcome.Ending;
import duet.lab.stress.Outcome.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Many clients of one server, a virtual thread each, who keep an account of every request. Each
 * sends at its own pace, one connection at a time, and is late rather than that it catches up: it
 * is exact, not fast.
 */
final class Client {
  /** How requests are put on connections. */
  enum Manner {
    /** One after the other on a connection that is kept. */
    KEPT(1),
    /** Each on a connection of its own, which it asks to be closed. */
    CLOSED(1),
    /** Two in one write, on a connection that is kept. */
    PIPELINED(2);

    private final int atOnce;

    Manner(int atOnce) {
      this.atOnce = atOnce;
    }
  }

  private final InetSocketAddress server;
  private final Duration patience;
  private final AtomicLong ids = new AtomicLong();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /**
   * @param patience how long an answer is waited for
   */
  Client(InetSocketAddress server, Duration patience) {
    this.server = server;
    this.patience = patience;
  }

  /** Begins to send, until it is {@link #finish finished}. */
  void start(Manner manner, int connections, double ratePerSecond) {
    long intervalNanos = Math.round(connections * manner.atOnce * 1e9 / ratePerSecond);
    long begin = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      long first = begin + intervalNanos * i / connections;
      start(() -> send(manner, first, intervalNanos));
    }
  }

  private void start(Runnable work) {
    threads.add(Thread.ofVirtual().start(work));
  }

  /** No further request, but all outcomes of those that were sent. */
  Collection<Call> finish() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(calls);
  }

  private void send(Manner manner, long firstNanos, long intervalNanos) {
    @Nullable Wire wire = null;
    try {
      for (long next = firstNanos; ; next = Math.max(next + intervalNanos, System.nanoTime())) {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        if (stopped) {
          return;
        }
        List<Request> requests = requests(manner);
        if (wire == null || !wire.isOpen()) {
          wire = close(wire);
          wire = connect(requests);
        }
        if (wire != null) {
          exchange(wire, requests);
        }
        if (manner == Manner.CLOSED) {
          wire = close(wire);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      var _ = close(wire);
    }
  }

  private static @Nullable Wire close(@Nullable Wire wire) {
    if (wire != null) {
      wire.close();
    }
    return null;
  }

  private List<Request> requests(Manner manner) {
    return switch (manner) {
      case KEPT -> List.of(Request.mixed(ids.incrementAndGet(), true));
      case CLOSED -> List.of(Request.mixed(ids.incrementAndGet(), false));
      case PIPELINED ->
          List.of(
              Request.get("/plaintext", ids.incrementAndGet(), true),
              Request.get("/delay/20", ids.incrementAndGet(), true));
    };
  }

  /** Null where there is none to be had; the requests have an outcome then. */
  private @Nullable Wire connect(List<Request> requests) {
    long sent = System.nanoTime();
    try {
      return Wire.to(server);
    } catch (IOException e) {
      var outcome =
          new Outcome.Unsent(e instanceof ConnectException ? Reason.REFUSED : Reason.NOT_CONNECTED);
      requests.forEach(request -> note(request, sent, outcome, false));
      return null;
    }
  }

  private void exchange(Wire wire, List<Request> requests) throws InterruptedException {
    var bytes = new StringBuilder();
    requests.forEach(request -> bytes.append(request.head()).append(request.body()));
    long sent = System.nanoTime();
    List<Future<Outcome>> outcomes = wire.send(Request.ascii(bytes.toString()), requests.size());
    for (int i = 0; i < requests.size(); i++) {
      note(requests.get(i), sent, await(outcomes.get(i)), wire.isUsed());
    }
  }

  private Outcome await(Future<Outcome> outcome) throws InterruptedException {
    try {
      return outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new Outcome.Unanswered(Ending.SILENT);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(Request request, long sentNanos, Outcome outcome, boolean onUsed) {
    calls.add(
        new Call(request.id(), request.line(), sentNanos, System.nanoTime(), outcome, onUsed));
  }

  /** Where a request is cut in two. */
  enum Cut {
    /** Within the request line, on a new connection. */
    LINE,
    /** Within a header field, on a connection that has served a request. */
    FIELD,
    /** Within the body, likewise. */
    BODY;

    int of(Request request) {
      return switch (this) {
        case LINE -> request.line().length() / 2;
        case FIELD -> request.head().length() - 8;
        case BODY -> request.head().length() + request.body().length() / 2;
      };
    }
  }

  /**
   * Begins a request now, and sends the rest across a signal.
   *
   * @param signalNanos of {@link System#nanoTime()}; 0 until it was sent
   * @param afterNanos how long after the signal
   */
  void startInHalves(Cut cut, AtomicLong signalNanos, long afterNanos) {
    start(() -> sendInHalves(cut, signalNanos, afterNanos));
  }

  private void sendInHalves(Cut cut, AtomicLong signalNanos, long afterNanos) {
    Request whole =
        cut == Cut.BODY
            ? Request.echo(ids.incrementAndGet(), true)
            : Request.get("/delay/20", ids.incrementAndGet(), true);
    @Nullable Wire wire = connect(List.of(whole));
    if (wire == null) {
      return;
    }
    try {
      if (cut != Cut.LINE) {
        exchange(wire, List.of(Request.get("/plaintext", ids.incrementAndGet(), true)));
      }
      String text = whole.head() + whole.body();
      int half = cut.of(whole);
      long sent = System.nanoTime();
      Future<Outcome> outcome = wire.send(Request.ascii(text.substring(0, half)), 1).getFirst();
      while (signalNanos.get() == 0) {
        Thread.sleep(1);
      }
      TimeUnit.NANOSECONDS.sleep(signalNanos.get() + afterNanos - System.nanoTime());
      wire.sendRest(Request.ascii(text.substring(half)));
      note(whole, sent, await(outcome), wire.isUsed());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      wire.close();
    }
  }

  /** One request on a connection of its own, which is waited for at most as long as for others. */
  void startOne(String path) {
    start(
        () -> {
          Request request = Request.get(path, ids.incrementAndGet(), true);
          @Nullable Wire wire = connect(List.of(request));
          if (wire != null) {
            try (wire) {
              exchange(wire, List.of(request));
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }
        });
  }
}
