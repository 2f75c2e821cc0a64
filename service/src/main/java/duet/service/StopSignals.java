package duet.service;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What Ctrl-C and SIGTERM do: the first stops the server in order, a second ends the process. A JVM
 * by itself ignores the second while it still obeys the first.
 */
final class StopSignals {
  private static final List<String> NAMES = List.of("TERM", "INT");

  private StopSignals() {}

  /**
   * From now on. Where the JVM has no {@code sun.misc.Signal}, which is the JDK's own way to
   * signals but not part of its specification, everything stays as it is.
   *
   * @param first runs on a thread of its own, as the JVM's shutdown hooks do
   * @param second likewise, and may run while the first still does
   */
  @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
  static void on(Runnable first, Runnable second) {
    var count = new AtomicInteger();
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                Runnable run = count.getAndIncrement() == 0 ? first : second;
                Thread.ofPlatform().name("signal").start(run);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "stops the server";
            };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> ofSignal = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(), new Class<?>[] {ofSignal}, handler);
      for (String name : NAMES) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        var _ = signal.getMethod("handle", signal, ofSignal).invoke(null, one, ours);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // The JVM's own handlers run the shutdown hooks.
    }
  }
}
