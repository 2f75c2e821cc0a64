package duet.lab.crowd;

import duet.lab.sample.TcpTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Many clients of one server, each with a connection and a script. They move while {@link #until}
 * runs, on its caller's thread, and at no other time; what is due is done within a millisecond or
 * two. For use by one thread.
 */
public final class Crowd implements AutoCloseable {
  /** How often it is looked for readers whose connection was reset. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long MILLI_NANOS = 1_000_000;

  private final InetSocketAddress server;
  private final Selector selector;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final List<Guest> guests = new ArrayList<>();
  private final Set<Guest> lookedFor = new LinkedHashSet<>();
  private long order;
  private int there;
  private int ended;
  private long answers;
  private long lookNanos = System.nanoTime();

  private record Due(long nanos, long order, Guest guest, Runnable work)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(nanos - other.nanos, 0);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /**
   * Nobody yet.
   *
   * @throws IOException if there is no descriptor left
   */
  public Crowd(InetSocketAddress server) throws IOException {
    this.server = server;
    selector = Selector.open();
  }

  /** One more client, who connects after so long. */
  public Guest add(Script script, Duration after) {
    var guest = new Guest(this, script);
    guests.add(guest);
    after(after.toNanos(), guest, guest::connect);
    return guest;
  }

  /** A client that is there does more. */
  public void add(Guest guest, Script more, Duration after) {
    after(after.toNanos(), guest, () -> guest.add(more));
  }

  /** All of them, in the order they were added; those that have ended too. */
  public List<Guest> guests() {
    return List.copyOf(guests);
  }

  /** How many are connected. */
  public int there() {
    return there;
  }

  /** How many have ended, or never were connected. */
  public int ended() {
    return ended;
  }

  /** Answers that came whole, of all of them. */
  public long answers() {
    return answers;
  }

  /**
   * Lets them do what they do until this holds; asked after each that moves.
   *
   * @return whether it held within that time
   */
  public boolean until(BooleanSupplier done, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.getAsBoolean()) {
      long now = System.nanoTime();
      if (now - end >= 0) {
        return false;
      }
      while (!due.isEmpty() && due.element().nanos - now <= 0) {
        Due first = due.remove();
        if (first.guest.ending() == Ending.NONE) {
          first.work.run();
        }
      }
      look(now);
      if (!done.getAsBoolean()) {
        selector.select(Crowd::ready, waitMillis(System.nanoTime(), end));
      }
    }
    return true;
  }

  /** Lets them do what they do for so long. */
  public void during(Duration time) throws IOException {
    var _ = until(() -> false, time);
  }

  /**
   * Looks for readers whose connection was reset after so long, not before: it takes some
   * milliseconds each time. One that was reset before is found then.
   */
  public void lookAfter(Duration time) {
    lookNanos = System.nanoTime() + time.minus(LOOK).toNanos();
  }

  /** These leave at once. */
  public void leave(Collection<Guest> some) {
    some.forEach(guest -> guest.end(Ending.LEFT));
  }

  private static void ready(SelectionKey key) {
    ((Guest) key.attachment()).ready();
  }

  private long waitMillis(long now, long end) {
    long next = end;
    if (!due.isEmpty() && due.element().nanos - next < 0) {
      next = due.element().nanos;
    }
    if (!lookedFor.isEmpty() && lookNanos + LOOK.toNanos() - next < 0) {
      next = lookNanos + LOOK.toNanos();
    }
    return Math.max(1, (next - now) / MILLI_NANOS);
  }

  private void look(long now) throws IOException {
    if (!lookedFor.isEmpty() && now - lookNanos >= LOOK.toNanos()) {
      var table = TcpTable.to(server.getPort());
      List.copyOf(lookedFor).forEach(guest -> guest.look(table));
      lookNanos = now;
    }
  }

  InetSocketAddress server() {
    return server;
  }

  Selector selector() {
    return selector;
  }

  /** To read into; to be used up before anybody else reads. */
  ByteBuffer buffer() {
    return buffer.clear();
  }

  /** What has been read last. */
  byte[] bytes() {
    return bytes;
  }

  void after(long nanos, Guest guest, Runnable work) {
    due.add(new Due(System.nanoTime() + nanos, order++, guest, work));
  }

  void connected(Guest guest, boolean lookForIt) {
    there++;
    if (lookForIt) {
      lookedFor.add(guest);
    }
  }

  void answered() {
    answers++;
  }

  void ended(Guest guest, boolean wasThere) {
    ended++;
    if (wasThere) {
      there--;
    }
    lookedFor.remove(guest);
  }

  @Override
  public void close() {
    leave(guests);
    try {
      selector.close();
    } catch (IOException _) {
      // it is closed all the same
    }
  }
}
