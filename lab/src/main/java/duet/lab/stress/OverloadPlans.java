package duet.lab.stress;

import duet.lab.load.Expectation;
import duet.lab.load.LoadPlan;
import duet.lab.plan.Workload;
import duet.lab.process.ArmProcess;
import java.time.Duration;

/**
 * The loads of one workload on one server.
 *
 * @param right what a right answer is
 * @param leadIn of each, which does not count
 * @param timeout of a request
 */
record OverloadPlans(
    ArmProcess server, Workload workload, Expectation right, Duration leadIn, Duration timeout) {
  LoadPlan overload(double perSecond, int connections, Duration window) {
    return plan(LoadPlan.Pace.CONSTANT_OVERLOAD, connections, perSecond, window);
  }

  LoadPlan open(double perSecond, int connections, Duration window) {
    return plan(LoadPlan.Pace.CONSTANT, connections, perSecond, window);
  }

  LoadPlan closed(int connections, Duration window) {
    return plan(LoadPlan.Pace.CLOSED, connections, 0, window);
  }

  private LoadPlan plan(LoadPlan.Pace pace, int connections, double perSecond, Duration window) {
    return new LoadPlan(
        LoadPlan.host(server.base()),
        server.base().getPort(),
        workload.method(),
        workload.target(),
        workload.body(),
        right,
        pace,
        connections,
        true,
        perSecond,
        leadIn.toNanos(),
        window.toNanos(),
        0,
        timeout.toNanos(),
        0,
        1);
  }
}
