package duet.backend;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who needs the backend: each server holds one connection open for as long as it lives, and the
 * kernel closes it however the server ends. Safe for use by several threads.
 */
final class Leases {
  private final Duration patience;
  private final Duration grace;
  private final Set<OutputStream> held = new HashSet<>();
  private @Nullable String news;
  private boolean asked;
  private boolean over;

  /**
   * @param patience how long the first lease may be in coming
   * @param grace how long none may be held before all is over: the time between a server's end and
   *     its successor's start
   */
  Leases(Duration patience, Duration grace) {
    this.patience = patience;
    this.grace = grace;
  }

  /**
   * Gives a lease and says what is known: one line now, another as soon as PostgreSQL answers.
   *
   * @return false if the backend is about to end; nothing has been written then
   * @throws IOException if the holder has gone already
   */
  synchronized boolean take(OutputStream to, URI backend) throws IOException {
    if (over) {
      return false;
    }
    held.add(to);
    asked = true;
    notifyAll();
    try {
      HttpAnswer.streamOfLines().writeTo(to);
      write(to, "{\"backend\":\"" + backend + "\"}\n");
      if (news != null) {
        write(to, news);
      }
    } catch (IOException e) {
      giveBack(to);
      throw e;
    }
    return true;
  }

  synchronized void giveBack(OutputStream to) {
    held.remove(to);
    notifyAll();
  }

  synchronized int count() {
    return held.size();
  }

  /** Tells every holder, present and future, where PostgreSQL answers. */
  synchronized void tell(URI backend, URI database) {
    String line = "{\"backend\":\"" + backend + "\",\"database\":\"" + database + "\"}\n";
    if (line.equals(news)) {
      return;
    }
    news = line;
    for (OutputStream holder : held) {
      try {
        write(holder, line);
      } catch (IOException e) {
        // That holder has gone; the thread that reads from it notices and gives its lease back.
      }
    }
  }

  /** Returns once nobody needs the backend any more; from then on no lease is given. */
  synchronized void awaitEnd() throws InterruptedException {
    if (await(true, patience)) {
      do {
        while (!held.isEmpty()) {
          wait();
        }
      } while (await(false, grace));
    }
    over = true;
  }

  /** Waits until a lease is held, or for the first one only asked for; false if the time is up. */
  private synchronized boolean await(boolean first, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (first ? !asked : held.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private static void write(OutputStream to, String line) throws IOException {
    to.write(line.getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }
}
