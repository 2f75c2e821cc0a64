package duet.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One TCP connection to a server, byte for byte: nothing is added to what is sent and nothing is
 * mended in what is read. TCP_NODELAY is on, so each piece sent is a segment of its own. Used by
 * one thread.
 */
public final class Wire implements Closeable {
  /** How long one answer, or the end of a connection, may take unless a test says otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Between two pieces, so that the server nearly always reads them apart. No test's outcome rests
   * on it: a server that meets both at once has only the easier case.
   */
  private static final Duration GAP = Duration.ofMillis(1);

  private final Socket socket;
  private final OutputStream out;
  private final Inflow in;
  private final Duration patience;

  private Wire(Socket socket, Duration patience) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.in = new Inflow(socket);
    this.patience = patience;
  }

  /** Connects to the host and port of a plain {@code http} URI; its path plays no part. */
  public static Wire to(URI base) throws IOException {
    return to(base, PATIENCE);
  }

  /** As {@link #to(URI)}, with another limit for each answer. */
  public static Wire to(URI base, Duration patience) throws IOException {
    if (!"http".equalsIgnoreCase(base.getScheme())) {
      throw new IllegalArgumentException("scheme must be http: " + base);
    }
    var socket = new Socket();
    socket.setTcpNoDelay(true);
    // Its own port may be the one that a server wants to listen on while this end is in TIME_WAIT.
    socket.setReuseAddress(true);
    int port = base.getPort() == -1 ? 80 : base.getPort();
    try {
      socket.connect(new InetSocketAddress(base.getHost(), port), (int) PATIENCE.toMillis());
      return new Wire(socket, patience);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends these bytes in one write, or each piece in a write of its own. */
  public Wire send(String... pieces) throws IOException {
    for (int i = 0; i < pieces.length; i++) {
      if (i > 0) {
        LockSupport.parkNanos(GAP.toNanos());
      }
      out.write(pieces[i].getBytes(ISO_8859_1));
      out.flush();
    }
    return this;
  }

  /**
   * Sends from a thread of its own, for more bytes than the buffers between the two sides hold: a
   * server may answer before it has read all, and may then refuse the rest, which is no failure of
   * the sending.
   */
  public Wire sendAside(String... pieces) {
    Thread.ofVirtual().start(() -> sendWhatIsTaken(pieces));
    return this;
  }

  private void sendWhatIsTaken(String... pieces) {
    try {
      send(pieces);
    } catch (IOException _) {
      // The server has closed: the answer it gave, or its absence, is what the test looks at.
    }
  }

  /** Reads the next answer, of any status; an interim one (1xx) counts as an answer. */
  public Answer answer() throws IOException {
    in.begin(patience);
    return new AnswerParser(in, false).answer();
  }

  /** Reads the next answer where the request was a HEAD. */
  public Answer answerToHead() throws IOException {
    in.begin(patience);
    return new AnswerParser(in, true).answer();
  }

  /** Listens until something happens to the connection, for as long as one answer may take. */
  public Ending ending() throws IOException {
    in.begin(patience);
    try {
      return in.read() == -1 ? Ending.CLOSED : Ending.MORE_BYTES;
    } catch (SocketTimeoutException _) {
      return Ending.OPEN;
    } catch (SocketException _) {
      return Ending.RESET;
    }
  }

  /** Closes the sending side (FIN); what the server says can still be read. */
  public Wire endSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Throws the connection away (RST), as a process that is killed with unread bytes does. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
