package duet.service;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One line for every answer. Safe for use by several threads; telling it of an answer never waits:
 * a thread of its own writes, and what it cannot keep up with is dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
  /** Writes nothing. */
  public static final AccessLog OFF =
      new AccessLog(_ -> "", () -> {}, OutputStream.nullOutputStream(), 1);

  private static final int MOST_WAITING = 16_384;
  private static final int MOST_AT_ONCE = 512;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final Function<AccessEntry, String> line;
  private final Runnable dropped;
  private final OutputStream out;
  private final BlockingQueue<AccessEntry> waiting;
  private volatile @Nullable Thread writer;
  private volatile boolean closing;

  /**
   * @param line an entry's line without its end
   * @param dropped called for every line that is
   * @param out gets whole lines
   * @param mostWaiting lines that may wait to be written, ≥ 1
   */
  AccessLog(
      Function<AccessEntry, String> line, Runnable dropped, OutputStream out, int mostWaiting) {
    this.line = line;
    this.dropped = dropped;
    this.out = out;
    this.waiting = new ArrayBlockingQueue<>(mostWaiting);
  }

  /** Writes to the process's stderr from now on. */
  static AccessLog toStderr(boolean json, Metrics metrics) {
    var log =
        new AccessLog(
            json ? AccessEntry::json : AccessEntry::text,
            metrics::unlogged,
            new FileOutputStream(FileDescriptor.err),
            MOST_WAITING);
    log.start();
    return log;
  }

  /** From now on what waits is written. */
  void start() {
    writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  /** Whether anything is written. */
  public boolean isOn() {
    return this != OFF;
  }

  /** Tells it of an answer. */
  public void answered(AccessEntry entry) {
    if (closing || !waiting.offer(entry)) {
      dropped.run();
    }
  }

  /** Writes what waits, if that takes no more than two seconds, and nothing afterwards. */
  @Override
  public void close() {
    closing = true;
    Thread writing = writer;
    if (writing != null) {
      try {
        writing.join(LONGEST_CLOSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void write() {
    var entries = new ArrayList<AccessEntry>(MOST_AT_ONCE);
    try {
      while (!closing || !waiting.isEmpty()) {
        AccessEntry first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          entries.add(first);
          waiting.drainTo(entries, MOST_AT_ONCE - 1);
          write(entries);
          entries.clear();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Iterable<AccessEntry> entries) {
    var lines = new StringBuilder();
    for (AccessEntry entry : entries) {
      lines.append(line.apply(entry)).append('\n');
    }
    try {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      entries.forEach(_ -> dropped.run()); // stderr has been closed: there is nobody to tell
    }
  }
}
