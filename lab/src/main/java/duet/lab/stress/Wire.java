package duet.lab.stress;

import duet.lab.stress.Outcome.Ending;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection that accounts for every request. A virtual thread of its own reads all the
 * time, so that the server's closing is noticed while nothing is under way too, as a good client
 * does before it sends. One thread sends; any may ask whether it is open.
 */
final class Wire implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5000;

  /**
   * Upon a close in order: what was on its way when the server closed is reset within this time.
   */
  private static final Duration RESET_COMES_WITHIN = Duration.ofMillis(20);

  private static final byte[] EMPTY_LINE = {'\r', '\n'};

  private final Socket socket;
  private final Queue<CompletableFuture<Outcome>> underWay = new ArrayDeque<>();
  private boolean ended;
  private boolean last;
  private boolean used;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  /**
   * A new connection.
   *
   * @throws java.net.ConnectException if nobody listens
   * @throws IOException if there is none for another reason
   */
  static Wire to(InetSocketAddress server) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(server, CONNECT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    var wire = new Wire(socket);
    Thread.ofVirtual().start(wire::read);
    return wire;
  }

  /** Whether another request may be sent, as far as is known. */
  synchronized boolean isOpen() {
    return !ended && !last;
  }

  /** Whether an answer has come on it. */
  synchronized boolean isUsed() {
    return used;
  }

  /**
   * Hands one or more requests, or the beginning of one, to the kernel in one write.
   *
   * @return what becomes of each; {@link Outcome.Unsent} if the write fails, since of so few bytes
   *     then none has gone
   */
  List<Future<Outcome>> send(byte[] bytes, int requests) {
    var futures = new ArrayList<Future<Outcome>>();
    synchronized (this) {
      for (int i = 0; i < requests && isOpen(); i++) {
        var future = new CompletableFuture<Outcome>();
        underWay.add(future);
        futures.add(future);
      }
    }
    try {
      if (!futures.isEmpty()) {
        socket.getOutputStream().write(bytes);
        return futures;
      }
    } catch (IOException _) {
      // said below
    }
    return Collections.nCopies(
        requests, CompletableFuture.completedFuture(new Outcome.Unsent(Outcome.Reason.GONE)));
  }

  /** The rest of a request that was begun; if it cannot be sent its outcome says so. */
  void sendRest(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException _) {
      // the reader sees how the connection has ended
    }
  }

  private void read() {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int first = in.read(); first >= 0; first = in.read()) {
        answered(first, in);
      }
      end(wasReset() ? Ending.RESET : Ending.CLOSED);
    } catch (ProtocolException _) {
      end(Ending.MALFORMED);
    } catch (PartialException _) {
      end(Ending.PARTIAL);
    } catch (IOException _) {
      end(Ending.RESET);
    }
  }

  private void answered(int first, InputStream in) throws IOException {
    Outcome.Answered answer;
    try {
      answer = Answer.read(first, in);
    } catch (ProtocolException e) {
      throw e;
    } catch (IOException e) {
      throw new PartialException(e);
    }
    @Nullable CompletableFuture<Outcome> oldest;
    synchronized (this) {
      last |= answer.last();
      used = true;
      oldest = underWay.poll();
    }
    if (oldest == null) {
      throw new ProtocolException("an answer that nobody asked for");
    }
    oldest.complete(answer);
  }

  /**
   * A close in order that has been received hides a reset that comes after it: reading gives the
   * end of the stream for ever, but nothing can be written any more (tcp_reset() in Linux sets
   * EPIPE then). Where there was no reset the kernel takes another byte.
   */
  private boolean wasReset() {
    synchronized (this) {
      ended = true;
      if (underWay.isEmpty() || last) {
        return false;
      }
    }
    try {
      Thread.sleep(RESET_COMES_WITHIN);
      socket.getOutputStream().write(EMPTY_LINE);
      return false;
    } catch (IOException _) {
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What is behind the first is what was read no further, and is told apart alike. */
  private void end(Ending ending) {
    List<CompletableFuture<Outcome>> left;
    boolean announced;
    synchronized (this) {
      ended = true;
      announced = last;
      left = List.copyOf(underWay);
      underWay.clear();
    }
    for (int i = 0; i < left.size(); i++) {
      Ending its =
          announced ? Ending.ANNOUNCED : i > 0 && ending == Ending.PARTIAL ? Ending.CLOSED : ending;
      left.get(i).complete(new Outcome.Unanswered(its));
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed all the same
    }
  }

  /** The connection ended within an answer. */
  private static final class PartialException extends IOException {
    private static final long serialVersionUID = 1;

    PartialException(IOException cause) {
      super(cause);
    }
  }
}
