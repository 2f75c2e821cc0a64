package duet.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The main job: the same requests to each server at each concurrency, with a new connection for
 * each request and with connections that are kept, one row of the table after the other.
 */
public final class Replay extends Simulation {
  private static final Path ROOT = Path.of(System.getProperty("duet.root", ".."));
  private static final Path REPORTS = ROOT.resolve("gatling/target/gatling");

  private static final int WARM_UP_USERS = 50;
  private static final int WARM_UP_ROUNDS = 2;
  private static final Duration WARM_UP_PATIENCE = Duration.ofSeconds(5);

  /** C2 compiles what a burst made hot while nobody is served; on two cores it needs that time. */
  private static final Duration REST_AFTER_WARM_UP = Duration.ofSeconds(1);

  /** Connections of the row before have gone when the next one begins. */
  private static final Duration REST_BETWEEN_ROWS = Duration.ofMillis(200);

  private static final HttpProtocolBuilder PROTOCOL =
      http.disableWarmUp()
          .disableUrlEncoding()
          .disableFollowRedirect()
          .disableCaching()
          .acceptHeader("*/*")
          .userAgentHeader("duet-replay");

  private final Plan plan = planOrExit();
  private final Stage stage = stageOrExit(plan);
  private final Requests requests = new Requests(plan, stage.journal());

  public Replay() {
    stage.greetings().forEach(Replay::say);
    if (!plan.leftOut().isEmpty()) {
      say("left out, for there are fewer requests than users: concurrency " + plan.leftOut());
    }
    var parts = new ArrayList<PopulationBuilder>(warmUps());
    parts.addAll(rows());
    setUp(inSequence(parts))
        .protocols(PROTOCOL)
        .assertions(
            global().failedRequests().count().is(0L),
            global().allRequests().count().is((long) plan.rows() * plan.requests()));
  }

  @Override
  public void after() {
    try {
      stage.strike();
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  /** Each server in turns, both kinds of connection, with a rest after each burst. */
  private List<PopulationBuilder> warmUps() {
    var bursts = new ArrayList<PopulationBuilder>();
    int each = plan.warmUps() / (WARM_UP_ROUNDS * Connections.values().length);
    for (int round = 0; round < WARM_UP_ROUNDS && each > 0; round++) {
      for (Connections connections : Connections.values()) {
        for (Subject subject : plan.subjects()) {
          var warmUp =
              stage
                  .journal()
                  .add(
                      new WarmUp(
                          subject,
                          connections,
                          each,
                          WARM_UP_PATIENCE.toNanos(),
                          System::nanoTime));
          bursts.add(
              users(
                  warmUp.name() + " " + (round + 1),
                  requests.uncounted(warmUp),
                  REST_AFTER_WARM_UP,
                  WARM_UP_USERS));
        }
      }
    }
    return bursts;
  }

  /**
   * The servers take turns at going first (ABBA), so that a drift of the machine meets both alike.
   */
  private List<PopulationBuilder> rows() {
    var rows = new ArrayList<PopulationBuilder>();
    for (Connections connections : Connections.values()) {
      for (int test = 1; test <= plan.concurrency().size(); test++) {
        int concurrency = plan.concurrency().get(test - 1);
        var order = test % 2 == 1 ? plan.subjects() : plan.subjects().reversed();
        for (Subject subject : order) {
          var recorder =
              stage
                  .journal()
                  .add(new Recorder(subject, connections, test, concurrency, plan.requests()));
          rows.add(
              users(
                  recorder.name(),
                  requests.counted(subject, connections, recorder),
                  REST_BETWEEN_ROWS,
                  concurrency));
        }
      }
    }
    return rows;
  }

  private static PopulationBuilder users(
      String name, ChainBuilder chain, Duration rest, int users) {
    return scenario(name).exec(chain).injectOpen(nothingFor(rest), atOnceUsers(users));
  }

  private static PopulationBuilder inSequence(List<PopulationBuilder> parts) {
    PopulationBuilder rest = parts.getLast();
    for (PopulationBuilder part : parts.reversed().subList(1, parts.size())) {
      rest = part.andThen(rest);
    }
    return rest;
  }

  private static Plan planOrExit() {
    try {
      return Plan.of(System.getProperties());
    } catch (PlanException e) {
      throw exit(e);
    }
  }

  private static Stage stageOrExit(Plan plan) {
    try {
      return Stage.set(plan, ROOT, REPORTS);
    } catch (PlanException e) {
      throw exit(e);
    }
  }

  /**
   * Gatling would print a stack trace for a mistake of the user's; 1, since Gatling's 2 means
   * failed assertions.
   */
  private static IllegalStateException exit(PlanException mistake) {
    System.err.println("replay: " + mistake.getMessage());
    System.exit(1);
    return new IllegalStateException(mistake);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
