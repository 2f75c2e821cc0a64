package duet.service;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a server has all it needs to answer. Safe for use by several threads. */
public final class Readiness {

  /** Something that a server needs. */
  @FunctionalInterface
  public interface Check {

    /** Why it is not there, in one sentence without a secret; may block for a second. */
    Optional<String> whyNot();
  }

  private final Map<String, Check> checks = new LinkedHashMap<>();
  private volatile boolean draining;

  /** From now on the server needs this too. */
  public synchronized void needs(String name, Check check) {
    checks.put(name, check);
  }

  /** From now on the server needs a backend there. */
  public void needsBackend(Supplier<Optional<URI>> address) {
    needs("backend", new BackendReach(address));
  }

  /** The server has been told to stop: from now on it is not ready. */
  public void drain() {
    draining = true;
  }

  /** Whether it has been. */
  public boolean isDraining() {
    return draining;
  }

  /** 200 when everything is there; otherwise 503, which says what is not. Blocks as checks do. */
  Answer answer() {
    if (draining) {
      return unavailable("{\"status\":\"draining\"}");
    }
    var down = new StringBuilder();
    checks()
        .forEach(
            (name, check) ->
                check
                    .whyNot()
                    .ifPresent(
                        why ->
                            down.append(',')
                                .append(JsonText.quoted(name))
                                .append(':')
                                .append(JsonText.quoted(why))));
    return down.isEmpty()
        ? Answer.json("{\"status\":\"up\"}")
        : unavailable("{\"status\":\"down\"" + down + "}");
  }

  /** What is needed now; asked without a lock, since an answer may take a second. */
  private synchronized Map<String, Check> checks() {
    return new LinkedHashMap<>(checks);
  }

  private static Answer unavailable(String json) {
    Answer body = Answer.json(json);
    return new Answer(
        503, "Service Unavailable", body.contentType(), body.body(), null, "1", false);
  }
}
