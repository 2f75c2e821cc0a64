package duet.service;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How a request can keep the thread that it runs on from everybody else. */
public enum Blockage {
  /** It sleeps with a lock held that all such requests need. */
  LOCK,
  /** It computes, without a moment in which a scheduler of the JVM could take its turn. */
  SPIN,
  /** It calls native code that waits: {@code poll(2)} without a descriptor. */
  NATIVE;

  private static final Object LOCKED = new Object();

  /** As it stands in a path. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns after that time, or later where others hold the lock.
   *
   * @param millis ≥ 0
   * @throws InterruptedException if that is what the lock's holder or who waits for it is
   */
  public void block(int millis) throws InterruptedException {
    switch (this) {
      case LOCK -> {
        synchronized (LOCKED) {
          Thread.sleep(millis);
        }
      }
      case SPIN -> {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < endNanos) {
          Thread.onSpinWait();
        }
      }
      case NATIVE -> Native.poll(millis);
    }
  }

  /** Linked when it is first needed. */
  private static final class Native {
    private static final MethodHandle POLL = poll();

    @SuppressWarnings("restricted") // the JVM is started with --enable-native-access
    private static MethodHandle poll() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("poll"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
    }

    static void poll(int millis) {
      try {
        var _ = (int) POLL.invokeExact(MemorySegment.NULL, 0L, millis);
      } catch (Throwable e) { // what a method handle declares; poll(2) throws nothing
        throw new IllegalStateException("poll cannot be called", e);
      }
    }
  }
}
