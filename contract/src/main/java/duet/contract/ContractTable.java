package duet.contract;

import java.lang.reflect.Method;
import java.util.Map;
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
  private static final Map<String, String> EXCEPTED = new ConcurrentHashMap<>();

  private final Tally tally = new Tally();

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
    try {
      invocation.proceed();
      tally.passed(test);
    } catch (Throwable failure) {
      tally.failed(test, context.getDisplayName(), failure);
      throw failure;
    }
  }

  @Override
  @SuppressWarnings("SystemOut") // what the visitor came for
  public void afterAll(ExtensionContext context) {
    if (!tally.isEmpty()) {
      System.out.print(tally.inWords(EXCEPTED, false));
    }
  }
}
