package duet.contract;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** One line of a terminal on how far a run of the suite is, gone when the run is over. */
final class Progress implements TestExecutionListener {
  /** How many times longer a patient test takes than another, roughly. */
  private static final int PATIENT = 10;

  private static final String ERASED = "\r\033[K";

  private final PrintStream terminal;
  private final LongSupplier nanoTime;

  /** How much of the whole each test is that is known before the run, by its identifier. */
  private final Map<String, Integer> weights = new HashMap<>();

  private int ended;
  private int all;
  private int endedWeight;
  private int allWeight;
  private long startNanos;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  Progress(PrintStream terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    startNanos = nanoTime.getAsLong();
    plan.getRoots().forEach(root -> plan.getDescendants(root).forEach(this::expect));
    all = weights.size();
    allWeight = weights.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void expect(TestIdentifier node) {
    if (node.getSource().orElse(null) instanceof MethodSource) {
      boolean isPatient =
          node.getTags().stream().anyMatch(tag -> tag.getName().equals(Patient.TAG));
      weights.put(node.getUniqueId(), isPatient ? PATIENT : 1);
    }
  }

  @Override
  public void executionFinished(TestIdentifier node, TestExecutionResult result) {
    int weight = weights.getOrDefault(node.getUniqueId(), 0);
    if (weight > 0) {
      ended++;
      endedWeight += weight;
      terminal.print(ERASED + inWords());
      terminal.flush();
    }
  }

  private String inWords() {
    double seconds = (nanoTime.getAsLong() - startNanos) / 1e9;
    return String.format(
        Locale.ROOT,
        "contract: %d of %d tests, about %.0f s left",
        ended,
        all,
        Math.ceil(seconds * (allWeight - endedWeight) / endedWeight));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    terminal.print(ERASED);
    terminal.flush();
  }
}
