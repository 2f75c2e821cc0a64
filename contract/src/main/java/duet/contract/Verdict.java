package duet.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Hears what becomes of each case of one run of the suite. */
final class Verdict implements TestExecutionListener {
  private final Tally tally = new Tally();

  /** What failed beside the cases: the suite itself. */
  private final List<String> troubles = new ArrayList<>();

  @Override
  public void executionSkipped(TestIdentifier node, String reason) {
    troubles.add(node.getDisplayName() + " was not run: " + reason);
  }

  @Override
  public void executionFinished(TestIdentifier node, TestExecutionResult result) {
    Optional<Throwable> failure = result.getThrowable();
    if (node.isTest() && node.getSource().orElse(null) instanceof MethodSource source) {
      Method test = source.getJavaMethod();
      failure.ifPresentOrElse(
          thrown -> tally.failed(test, node.getDisplayName(), thrown), () -> tally.passed(test));
    } else if (failure.isPresent()) {
      troubles.add(node.getDisplayName() + ": " + FailureLine.of(failure.get()));
    }
  }

  /** Whether there were cases, and all passed. */
  boolean isKept() {
    return !tally.isEmpty() && !tally.hasFailures() && troubles.isEmpty();
  }

  String inWords() {
    var words = new StringBuilder(tally.inWords(Map.of(), true));
    troubles.forEach(trouble -> words.append("failed: ").append(trouble).append('\n'));
    return words.toString();
  }
}
