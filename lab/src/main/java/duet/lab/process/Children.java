package duet.lab.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The processes that the laboratory has started itself (the backend, which is shared with whoever
 * else uses it, is not one of them): none outlives it, however it is ended, but for a kill of the
 * laboratory itself, which each of them notices by its own means. Safe for use by several threads.
 */
public final class Children implements AutoCloseable {
  private static final long STOP_SECONDS = 12;

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::end, "stop");
  private volatile boolean ending;

  /** Ends what is added, when this JVM is told to stop at the latest. */
  public Children() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** From now on it is one of them. */
  Process add(Process process) {
    running.add(process);
    if (ending) {
      process.destroyForcibly();
    }
    return process;
  }

  /** Whether this JVM has been told to stop: what is measured from now on means nothing. */
  boolean isEnding() {
    return ending;
  }

  /** Asks it to stop, waits for that, and kills it if it does not; a second call does nothing. */
  void stop(Process process) {
    if (running.remove(process)) {
      process.toHandle().destroy();
      await(process);
    }
  }

  /** Ends it without asking. */
  void kill(Process process) {
    if (running.remove(process)) {
      process.destroyForcibly();
      await(process);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    ending = true;
    stopAll();
  }

  private void stopAll() {
    for (Process process : running) {
      process.toHandle().destroy();
    }
    for (Process process : running) {
      await(process);
    }
  }

  @Override
  public void close() {
    // One that another thread is just starting must not be left behind.
    ending = true;
    stopAll();
    running.clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is stopping already.
    }
  }
}
