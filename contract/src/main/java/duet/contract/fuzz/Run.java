package duet.contract.fuzz;

import duet.contract.fuzz.Round.Course;
import duet.contract.fuzz.Round.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One conversation after another, as long as requests are left. A suspicion that a busy machine
 * could have caused is a finding if it comes up again in calm. Used by one thread.
 */
final class Run implements Course {
  private static final int CALM_TRIES = 3;

  /** How many suspects are gathered before the load is taken away to look at them. */
  private static final int SUSPECTS = 100;

  /** How many are looked at together. */
  private static final int AT_ONCE_IN_CALM = 16;

  private static final int GIVEN_UP_AFTER = 200;

  private final Generator generator;
  private final Judge judge;
  private final long requests;
  private final BooleanSupplier isStopped;
  private final Runnable tick;
  private final Findings findings;
  private final Findings once = new Findings();
  private final Deque<Plan> again = new ArrayDeque<>();
  private long index;
  private int active;
  private boolean isCalm;

  /**
   * @param requests to all servers together; the last conversations may make it some more
   * @param findings what is certain is added to it
   * @param tick as {@link Course#tick}
   */
  Run(
      Generator generator,
      Judge judge,
      long requests,
      Findings findings,
      BooleanSupplier isStopped,
      Runnable tick) {
    this.generator = generator;
    this.judge = judge;
    this.requests = requests;
    this.findings = findings;
    this.isStopped = isStopped;
    this.tick = tick;
  }

  @Override
  public @Nullable Plan next() {
    Plan next = isStopped.getAsBoolean() ? null : isCalm ? suspect() : another();
    active += next == null ? 0 : 1;
    return next;
  }

  private @Nullable Plan suspect() {
    if (again.isEmpty() && active == 0) {
      isCalm = false;
      return another();
    }
    return active < AT_ONCE_IN_CALM ? again.poll() : null;
  }

  private @Nullable Plan another() {
    boolean isOver = judge.requestsSent() >= requests || judge.unreachable() >= GIVEN_UP_AFTER;
    if (!isOver && again.size() < SUSPECTS) {
      return Plan.first(generator.conversation(index++), Patience.HURRIED);
    }
    isCalm = active == 0 && !again.isEmpty();
    return isCalm ? again.poll() : null;
  }

  @Override
  public void ended(Round round) {
    active--;
    List<Finding> found = judge.judge(round);
    if (round.tries() > 0) {
      confirm(round, found);
      return;
    }
    found.stream().filter(finding -> !finding.kind().dependsOnTime()).forEach(findings::add);
    List<Finding> open = found.stream().filter(finding -> finding.kind().dependsOnTime()).toList();
    if (!open.isEmpty()) {
      again.add(round.again(open));
    }
  }

  private void confirm(Round round, List<Finding> found) {
    List<Finding> confirmed =
        found.stream()
            .filter(
                finding -> round.suspicions().stream().anyMatch(s -> s.kind() == finding.kind()))
            .toList();
    if (!confirmed.isEmpty()) {
      confirmed.forEach(findings::add);
    } else if (round.tries() < CALM_TRIES) {
      again.add(round.again(round.suspicions()));
    } else {
      round.suspicions().forEach(once::add);
    }
  }

  @Override
  public void tick() {
    tick.run();
  }

  /** What was seen under load and not again in calm. */
  Findings once() {
    return once;
  }
}
