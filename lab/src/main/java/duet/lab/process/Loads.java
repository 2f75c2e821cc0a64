package duet.lab.process;

import duet.lab.load.LoadPlan;
import duet.lab.plan.Plan;
import duet.lab.plan.Rate;
import duet.lab.plan.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What load a trial puts on its server, and how it is warmed up: longer where a server answers late
 * by what is asked of it, {@code /delay/10000} for one.
 */
final class Loads {
  private static final Duration LEAD_IN = Duration.ofMillis(700);
  private static final Duration LEAD_OUT = Duration.ofMillis(300);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Before the window opens there have been answers for half a response time. */
  private static final double LEAD_IN_RESPONSES = 1.5;

  private static final double TIMEOUT_RESPONSES = 3;

  /** A burst has the answers to what was sent in more than half of it. */
  private static final double BURST_RESPONSES = 2.5;

  /** Of the load to come in a burst, at least: a Poisson process may plan none in a short one. */
  private static final double BURST_REQUESTS = 20;

  private final Plan plan;
  private final RightAnswers answers;

  Loads(Plan plan, RightAnswers answers) {
    this.plan = plan;
    this.answers = answers;
  }

  /** Of a server that listens there. */
  LoadPlan of(Plan.Slot slot, URI base) {
    Workload workload = slot.workload();
    double perSecond = plan.rate() instanceof Rate.Open open ? open.perSecond() : 0;
    return new LoadPlan(
        LoadPlan.host(base),
        base.getPort(),
        workload.method(),
        workload.target(),
        workload.body(),
        answers.of(workload, slot.arm()),
        switch (plan.rate()) {
          case Rate.Open(_, boolean poisson) ->
              poisson ? LoadPlan.Pace.POISSON : LoadPlan.Pace.CONSTANT;
          case Rate.Closed() -> LoadPlan.Pace.CLOSED;
        },
        plan.connections(),
        plan.keepAlive(),
        perSecond,
        atLeast(LEAD_IN, workload, LEAD_IN_RESPONSES).toNanos(),
        plan.duration().toNanos(),
        LEAD_OUT.toNanos(),
        atLeast(TIMEOUT, workload, TIMEOUT_RESPONSES).toNanos(),
        0,
        // Both arms of a pair meet the same arrivals.
        plan.seed() + slot.pair());
  }

  /** Of servers of this workload. */
  WarmUp warmUp(Workload workload) {
    WarmUp usual = plan.quick() ? WarmUp.QUICK : WarmUp.WHOLE;
    Duration answered = atLeast(usual.burst(), workload, BURST_RESPONSES);
    return usual.withBursts(
        plan.rate() instanceof Rate.Open open
            ? Collections.max(
                List.of(
                    answered, Duration.ofNanos((long) (BURST_REQUESTS * 1e9 / open.perSecond()))))
            : answered);
  }

  /** Both arms have the same, by the slower one. */
  private Duration atLeast(Duration usual, Workload workload, double responses) {
    Duration slower =
        plan.arms().stream()
            .map(arm -> answers.response(workload, arm))
            .max(Duration::compareTo)
            .orElseThrow();
    Duration needed = Duration.ofNanos(Math.round(responses * slower.toNanos()));
    return Collections.max(List.of(usual, needed));
  }
}
