package duet.backend;

import duet.backend.Calls.Call;
import duet.backend.Calls.End;
import duet.backend.HttpRequest.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection: a request, its answer, the next request. One thread. */
final class Connection {
  private static final int LONGEST_MILLIS = 60_000;
  private static final int FARTHEST_CALL = 1_000_000;
  private static final String DELAY = "/delay/";
  private final Backend backend;
  private final Inbox in;
  private final OutputStream out;

  Connection(Backend backend, Socket socket) throws IOException {
    this.backend = backend;
    socket.setTcpNoDelay(true);
    in = new Inbox(socket);
    out = socket.getOutputStream();
  }

  /** Returns once the connection is to be closed. */
  void serve() throws IOException {
    try {
      @Nullable HttpRequest request;
      do {
        request = in.next();
      } while (request != null && answer(request) && request.persistent());
    } catch (Refused e) {
      HttpAnswer.text(e.status(), e.getMessage() + "\n", true).writeTo(out);
    }
  }

  /**
   * @return whether the connection may be used again
   */
  private boolean answer(HttpRequest request) throws IOException, Refused {
    boolean last = !request.persistent();
    boolean delay = request.path().startsWith(DELAY);
    String allowed =
        switch (request.path()) {
          case "/counts", "/lease" -> "GET";
          case "/script", "/reset" -> "POST";
          default -> delay ? "GET" : "";
        };
    if (allowed.isEmpty()) {
      HttpAnswer.text(404, "no such path\n", last).writeTo(out);
      return true;
    }
    if (!request.method().equals(allowed)) {
      HttpAnswer.allowed(allowed, last).writeTo(out);
      return true;
    }
    switch (request.path()) {
      case "/counts" -> HttpAnswer.json(backend.countsAsJson(), last).writeTo(out);
      case "/reset" -> {
        backend.calls().reset();
        HttpAnswer.text(200, "reset\n", last).writeTo(out);
      }
      case "/script" -> {
        script(request);
        HttpAnswer.text(200, "scripted\n", last).writeTo(out);
      }
      case "/lease" -> {
        lease(request);
        return false;
      }
      default -> {
        String millis = request.path().substring(DELAY.length());
        return delay(HttpRequest.number("ms", millis, 0, LONGEST_MILLIS), last);
      }
    }
    return true;
  }

  private boolean delay(int millis, boolean last) {
    Call call = backend.calls().begin();
    End end = End.CANCELLED;
    try {
      if (in.stays(TimeUnit.MILLISECONDS.toNanos(millis + call.script().millis()))) {
        end = speak(call.script(), HttpAnswer.text(200, Integer.toString(millis), last));
      }
    } catch (IOException e) {
      // The client left between the end of its wait and its answer.
      end = End.CANCELLED;
    } finally {
      backend.calls().end(call, end);
    }
    return switch (call.script().deed()) {
      case OK, SLOW, FAIL -> end != End.CANCELLED;
      case HALF, CLOSE -> false;
    };
  }

  private End speak(Script script, HttpAnswer answer) throws IOException {
    switch (script.deed()) {
      case OK, SLOW -> {
        answer.writeTo(out);
        return End.ANSWERED;
      }
      case FAIL -> HttpAnswer.text(500, "told to fail\n", false).writeTo(out);
      case HALF -> answer.writeHalfTo(out);
      case CLOSE -> {
        // Closed by its not being reusable.
      }
    }
    return End.FAILED;
  }

  private void script(HttpRequest request) throws Refused {
    int call = HttpRequest.number("call", request.query().get("call"), 1, FARTHEST_CALL);
    int millis =
        HttpRequest.number(
            "millis", request.query().getOrDefault("millis", "0"), 0, LONGEST_MILLIS);
    Script.Deed deed =
        switch (request.query().getOrDefault("do", "")) {
          case "ok" -> Script.Deed.OK;
          case "slow" -> Script.Deed.SLOW;
          case "fail" -> Script.Deed.FAIL;
          case "half" -> Script.Deed.HALF;
          case "close" -> Script.Deed.CLOSE;
          default -> throw new Refused(400, "do must be ok, slow, fail, half or close");
        };
    if (!backend.calls().script(call, new Script(deed, millis))) {
      throw new Refused(400, "there must be at most " + Calls.MOST_SCRIPTS + " scripts");
    }
  }

  private void lease(HttpRequest request) throws IOException {
    if (!backend.id().equals(request.query().getOrDefault("of", backend.id()))) {
      HttpAnswer.text(404, "another backend listened here\n", true).writeTo(out);
      return;
    }
    if (!backend.leases().take(out, backend.base())) {
      HttpAnswer.text(503, "about to end\n", true).writeTo(out);
      return;
    }
    try {
      Log.event("lease taken: " + backend.leases().count() + " held");
      in.awaitEnd();
    } finally {
      backend.leases().giveBack(out);
      Log.event("lease ended: " + backend.leases().count() + " held");
    }
  }
}
