package duet.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Says at the end of a suite which parts of the contract a server keeps: what passed, what failed,
 * and what is a named exception of the server's. For a class that carries {@link ExtendWith} with
 * it; one suite at a time.
 */
public final class ContractTable
    implements BeforeAllCallback, InvocationInterceptor, AfterAllCallback {
  /** What became of the cases of one part. */
  private static final class Part {
    private int passed;
    private final List<String> failed = new ArrayList<>();
  }

  private static final Map<String, String> EXCEPTED = new ConcurrentHashMap<>();

  private final Map<String, Part> parts = new TreeMap<>();

  /** A server does this case otherwise, as it says, and for this reason. */
  static void excepted(String id, String reason) {
    EXCEPTED.put(id, reason);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    EXCEPTED.clear();
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    count(invocation, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    count(invocation, method, context);
  }

  private void count(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Method test = method.getExecutable();
    Part part = parts.computeIfAbsent(test.getDeclaringClass().getSimpleName(), _ -> new Part());
    try {
      invocation.proceed();
      part.passed++;
    } catch (Throwable failure) {
      part.failed.add(test.getName() + " " + context.getDisplayName());
      throw failure;
    }
  }

  @Override
  @SuppressWarnings("SystemOut") // what the visitor came for
  public void afterAll(ExtensionContext context) {
    if (!parts.isEmpty()) {
      System.out.print(inWords());
    }
  }

  String inWords() {
    var table = new StringBuilder(row("part of the contract", "passed", "failed"));
    parts.forEach(
        (name, part) ->
            table.append(
                row(name, Integer.toString(part.passed), Integer.toString(part.failed.size()))));
    int passed = parts.values().stream().mapToInt(part -> part.passed).sum();
    int failed = parts.values().stream().mapToInt(part -> part.failed.size()).sum();
    table.append(row("all", Integer.toString(passed), Integer.toString(failed)));
    table.append(
        String.format(Locale.ROOT, "named exceptions, counted as passed: %d%n", EXCEPTED.size()));
    new TreeMap<>(EXCEPTED)
        .forEach(
            (id, reason) -> table.append("  ").append(id).append(": ").append(reason).append('\n'));
    parts.forEach(
        (name, part) ->
            part.failed.forEach(
                test ->
                    table.append("failed: ").append(name).append('.').append(test).append('\n')));
    return table.toString();
  }

  private static String row(String name, String passed, String failed) {
    return String.format(Locale.ROOT, "%-24s %8s %8s%n", name, passed, failed);
  }
}
