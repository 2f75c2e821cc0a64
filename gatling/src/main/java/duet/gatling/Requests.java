package duet.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.bodyBytes;
import static io.gatling.javaapi.core.CoreDsl.doWhile;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import duet.contract.BodyRule;
import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one user of a replay does: the request that is sent again and again, and how its answer is
 * judged.
 */
public final class Requests {
  private static final String ATTEMPT = "attempt";

  /** One request on its way; belongs to one user. */
  private static final class Attempt {
    final long sentNanos = System.nanoTime();
    boolean answered;
  }

  private final String path;
  private final Optional<BodyRule> rule;
  private final Journal journal;

  /**
   * @param plan names the path, and whether the contract's rules hold: they do for the project's
   *     own servers; of another's answers only status and completeness are known
   * @param journal is told of every request that has ended
   */
  public Requests(Plan plan, Journal journal) {
    this.path = plan.path();
    this.rule = plan.ours() ? BodyRule.of(path) : Optional.empty();
    this.journal = journal;
  }

  /** Method and path, as a report has them. */
  public static String inWords(String path) {
    return (ask(path) instanceof BodyRule.Ask.Post ? "POST " : "GET ") + path;
  }

  private static BodyRule.Ask ask(String path) {
    return BodyRule.of(path).map(BodyRule::ask).orElseGet(BodyRule.Ask.Get::new);
  }

  /**
   * All users of a row begin at the same moment, and each goes on until the row has no further
   * request.
   */
  public ChainBuilder counted(Subject subject, Connections connections, Recorder recorder) {
    var request =
        request(recorder.name(), subject, connections)
            .transformResponse((response, session) -> judge(response, session, recorder))
            .check(status().is(200), bodyBytes().validate("the contract's body", this::right));
    var again =
        exec((Session session) -> session.set(ATTEMPT, new Attempt()))
            .exec(request)
            .exec((Session session) -> close(session, recorder));
    var users = doWhile((Session session) -> recorder.takeNext()).on(again);
    var begin =
        exec(
            (Session session) -> {
              journal.begin();
              return session;
            });
    return recorder.concurrency() == 1
        ? begin.exec(users)
        : begin.rendezVous(recorder.concurrency()).exec(users);
  }

  /** Requests that leave no trace in any report. */
  public ChainBuilder uncounted(WarmUp warmUp) {
    var request = request(warmUp.name(), warmUp.subject(), warmUp.connections()).silent();
    var begin =
        exec(
            (Session session) -> {
              journal.begin(warmUp);
              return session;
            });
    return begin.exec(asLongAs((Session session) -> warmUp.takeNext()).on(exec(request)));
  }

  private HttpRequestActionBuilder request(String name, Subject subject, Connections connections) {
    String url = subject.base() + path;
    HttpRequestActionBuilder request =
        switch (ask(path)) {
          case BodyRule.Ask.Get() -> http(name).get(url);
          case BodyRule.Ask.Post(String contentType, String body) ->
              http(name).post(url).header("Content-Type", contentType).body(StringBody(body));
        };
    return request.header("Connection", connections.token());
  }

  private Response judge(Response response, Session session, Recorder recorder) {
    long ended = System.nanoTime();
    Attempt attempt = attempt(session);
    attempt.answered = true;
    byte[] body = response.body().bytes();
    recorder.answered(
        attempt.sentNanos,
        ended,
        WireSize.of(response.status().reasonPhrase(), response.headers(), body.length),
        fault(response.status().code(), body));
    return response;
  }

  private Optional<String> fault(int status, byte[] body) {
    return status == 200
        ? rule.flatMap(known -> known.fault(body))
        : Optional.of("status must be 200: " + status);
  }

  private byte[] right(byte @Nullable [] body, Session session) {
    byte[] bytes = body == null ? new byte[0] : body;
    rule.flatMap(known -> known.fault(bytes))
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(fault);
            });
    return bytes;
  }

  private Session close(Session session, Recorder recorder) {
    Attempt attempt = attempt(session);
    if (!attempt.answered) {
      recorder.unanswered(attempt.sentNanos, System.nanoTime());
    }
    journal.ended(recorder);
    return session.markAsSucceeded();
  }

  private static Attempt attempt(Session session) {
    return Objects.requireNonNull(
        session.<Attempt>get(ATTEMPT), "a request is never sent without one");
  }
}
