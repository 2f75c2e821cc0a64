package duet.lab.crowd;

import duet.lab.load.AnswerReader;
import duet.lab.load.BodyDigest;
import duet.lab.sample.TcpTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection of a crowd, and what its client has seen. For use by the crowd's thread. */
public final class Guest {
  /** Of an answer that is an error, for a person. */
  private static final int MOST_KEPT = 1024;

  private final Crowd crowd;
  private final Reading reading;
  private final int receiveBufferBytes;
  private final Play play;
  private final AnswerReader answer = new AnswerReader(BodyDigest.Kind.NONE);
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private ByteBuffer toSend = ByteBuffer.allocate(0);
  private boolean connected;
  private int port;
  private long connectedNanos;
  private long firstByteNanos;
  private long endNanos;
  private long receivedBytes;
  private int answers;
  private int status;
  private String lastText = "";
  private Ending ending = Ending.NONE;

  Guest(Crowd crowd, Script script) {
    this.crowd = crowd;
    reading = script.reading();
    receiveBufferBytes = script.receiveBufferBytes();
    play = new Play(this, script);
  }

  /** How it has ended, if it has. */
  public Ending ending() {
    return ending;
  }

  /** {@link System#nanoTime()} of its end. */
  public long endNanos() {
    return endNanos;
  }

  /** {@link System#nanoTime()} just after it was connected. */
  public long connectedNanos() {
    return connectedNanos;
  }

  /** Whether its client has sent a byte. */
  public boolean hasSent() {
    return firstByteNanos != 0;
  }

  /** {@link System#nanoTime()} just before its first byte was handed to the kernel. */
  public long firstByteNanos() {
    return firstByteNanos;
  }

  /** Answers that came whole. */
  public int answers() {
    return answers;
  }

  /** Of the last answer that came whole; 0 if none did. */
  public int status() {
    return status;
  }

  /** The last that it read, the beginning of it, if that was an answer of 400 or above. */
  public String lastText() {
    return lastText;
  }

  /** Bytes that it has read. */
  public long receivedBytes() {
    return receivedBytes;
  }

  void connect() {
    try {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      opened.configureBlocking(false);
      opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
      if (receiveBufferBytes > 0) {
        opened.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
      }
      boolean done = opened.connect(crowd.server());
      key = opened.register(crowd.selector(), SelectionKey.OP_CONNECT, this);
      if (done) {
        connected();
      }
    } catch (IOException _) {
      end(Ending.NOT_CONNECTED);
    }
  }

  private void connected() throws IOException {
    connected = true;
    connectedNanos = System.nanoTime();
    if (channel().getLocalAddress() instanceof InetSocketAddress local) {
      port = local.getPort();
    }
    crowd.connected(this, !(reading instanceof Reading.Everything));
    wanted();
    if (reading instanceof Reading.Little little) {
      crowd.after(little.everyNanos(), this, () -> take(little));
    }
    play.go();
  }

  /** Goes on with these when those before them are done. */
  void add(Script more) {
    play.add(more);
    if (connected) {
      play.goOn();
    }
  }

  /** What the selector is asked for: a reader that takes little is told nothing. */
  private void wanted() throws IOException {
    int read = reading instanceof Reading.Everything ? SelectionKey.OP_READ : 0;
    key().interestOps(toSend.hasRemaining() ? read | SelectionKey.OP_WRITE : read);
  }

  /** Whether all that it has sent has gone, and it is still there. */
  boolean maySend() {
    return ending == Ending.NONE && !toSend.hasRemaining();
  }

  /** Does it after so long, unless it has ended by then. */
  void after(long nanos, Runnable work) {
    crowd.after(nanos, this, work);
  }

  /** Hands to the kernel what it takes; what is left goes when there is room. */
  void send(String text) throws IOException {
    if (firstByteNanos == 0) {
      firstByteNanos = System.nanoTime();
    }
    toSend = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    channel().write(toSend);
    if (toSend.hasRemaining()) {
      wanted();
    }
  }

  void ready() {
    try {
      if (!connected) {
        if (channel().finishConnect()) {
          connected();
        }
        return;
      }
      if (key().isReadable()) {
        read();
      }
      if (ending == Ending.NONE && key().isWritable() && toSend.hasRemaining()) {
        channel().write(toSend);
        if (!toSend.hasRemaining()) {
          wanted();
          play.go();
        }
      }
    } catch (IOException _) {
      end(connected ? Ending.RESET : Ending.NOT_CONNECTED);
    }
  }

  private void read() throws IOException {
    int count = channel().read(crowd.buffer());
    if (count < 0) {
      end(Ending.CLOSED);
      return;
    }
    receivedBytes += count;
    answer.take(crowd.bytes(), count);
    if (!answer.isComplete()) {
      return;
    }
    answers++;
    status = answer.status();
    if (status >= 400) {
      lastText =
          new String(crowd.bytes(), 0, Math.min(count, MOST_KEPT), StandardCharsets.ISO_8859_1);
    }
    answer.reset();
    crowd.answered();
    play.answered();
  }

  private void take(Reading.Little little) {
    try {
      int count = channel().read(ByteBuffer.allocate(little.bytes()));
      if (count < 0) {
        end(Ending.CLOSED);
        return;
      }
      receivedBytes += count;
      crowd.after(little.everyNanos(), this, () -> take(little));
    } catch (IOException _) {
      end(Ending.RESET);
    }
  }

  /** For a reader that the selector tells nothing: whether its connection is still there. */
  void look(TcpTable table) {
    TcpTable.@Nullable State state = table.of(port);
    if (state == null || state == TcpTable.State.OTHER) {
      end(Ending.RESET);
    } else if (state == TcpTable.State.CLOSE_WAIT) {
      end(Ending.CLOSED);
    }
  }

  /** Leaves so that the server is sent a reset. */
  void reset() throws IOException {
    channel().setOption(StandardSocketOptions.SO_LINGER, 0);
    end(Ending.LEFT);
  }

  void end(Ending how) {
    if (ending != Ending.NONE) {
      return;
    }
    ending = how;
    endNanos = System.nanoTime();
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException _) {
        // it is closed all the same
      }
    }
    crowd.ended(this, connected);
  }

  private SocketChannel channel() throws IOException {
    SocketChannel opened = channel;
    if (opened == null) {
      throw new IOException("not connected");
    }
    return opened;
  }

  private SelectionKey key() throws IOException {
    SelectionKey own = key;
    if (own == null || !own.isValid()) {
      throw new IOException("not connected");
    }
    return own;
  }
}
