package duet.contract.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import duet.contract.Received;
import duet.contract.fuzz.Conversation.Piece;
import duet.contract.fuzz.Transcript.Ending;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one server, over a connection of its own that is never waited on. Used by
 * the thread of its selector.
 */
final class Exchange {
  private static final int READ_LIMIT_BYTES = 4 * 1024 * 1024;

  private final Conversation conversation;
  private final Target target;
  private final Patience patience;
  private final SocketChannel channel;
  private byte[] received = new byte[4096];
  private int receivedBytes;
  private int pieceNumber;
  private @Nullable ByteBuffer piece;
  private long sentBytes;
  private boolean cannotSend;
  private boolean hasClosedItsSide;
  private int answersAt;
  private int answers;
  private long lastNanos;
  private @Nullable Transcript transcript;

  /** Connects; that it fails is one way of the conversation to end. */
  Exchange(Conversation conversation, Target target, Patience patience, Selector selector)
      throws IOException {
    this.conversation = conversation;
    this.target = target;
    this.patience = patience;
    this.channel = SocketChannel.open();
    this.lastNanos = System.nanoTime();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      boolean isThere = channel.connect(target.address());
      channel.register(selector, isThere ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    } catch (IOException _) {
      end(Ending.UNREACHABLE);
    }
  }

  /** What was said; null until it has ended. */
  @Nullable Transcript transcript() {
    return transcript;
  }

  /** Whether every byte of the conversation has been sent. */
  private boolean hasSentAll() {
    return piece == null && pieceNumber == conversation.pieces().size();
  }

  /**
   * Takes what has come.
   *
   * @param scratch direct, its content of no meaning
   */
  void ready(SelectionKey key, ByteBuffer scratch) {
    if (transcript != null) {
      return;
    }
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        lastNanos = System.nanoTime();
      } else {
        read(scratch);
      }
    } catch (IOException _) {
      end(channel.isConnected() ? Ending.RESET : Ending.UNREACHABLE);
    }
  }

  private void read(ByteBuffer scratch) throws IOException {
    int read = channel.read(scratch.clear());
    if (read < 0) { // a reset is told once: by the read, or by the write before it
      end(cannotSend ? Ending.RESET : Ending.GONE);
      return;
    }
    long now = System.nanoTime();
    if (conversation.isIntact()) {
      target.wasSilent(now - lastNanos, now);
    }
    lastNanos = now;
    if (receivedBytes + read > received.length) {
      received = Arrays.copyOf(received, Math.max(2 * received.length, receivedBytes + read));
    }
    scratch.flip().get(received, receivedBytes, read);
    receivedBytes += read;
    if (receivedBytes > READ_LIMIT_BYTES) {
      end(Ending.CUT);
    }
  }

  /** Sends what is due and looks at the clock. */
  void advance(long now) {
    if (transcript != null
        || (!channel.isConnected() && now - lastNanos < patience.end().toNanos())) {
      return;
    }
    if (!cannotSend && !hasSentAll() && now - lastNanos >= patience.gap().toNanos()) {
      send(now);
    }
    boolean nothingToSend = cannotSend || hasSentAll();
    long silentNanos = now - lastNanos;
    if (!hasClosedItsSide && nothingToSend && isToClose(silentNanos)) {
      closeItsSide(now);
    } else if (silentNanos > patience.end().toNanos()) {
      end(channel.isConnected() ? Ending.HUNG : Ending.UNREACHABLE);
    }
  }

  private boolean isToClose(long silentNanos) {
    return switch (conversation.end()) {
      case SERVER -> false;
      case CLIENT_WHEN_QUIET -> silentNanos > patience.quietNanos(target.slowestNanos());
      case CLIENT_AT_ONCE -> true;
    };
  }

  private void closeItsSide(long now) {
    hasClosedItsSide = true;
    lastNanos = now;
    try {
      channel.shutdownOutput();
    } catch (IOException _) {
      // It has gone: what it said is still to be read, and then its end.
    }
  }

  private void send(long now) {
    if (piece == null) {
      Piece next = conversation.pieces().get(pieceNumber);
      if (next.answersBefore() > answersReceived()) {
        return;
      }
      piece = ByteBuffer.wrap(next.bytes().getBytes(ISO_8859_1));
      pieceNumber++;
    }
    try {
      int written = channel.write(piece);
      if (written > 0) {
        sentBytes += written;
        lastNanos = now;
      }
      if (!piece.hasRemaining()) {
        piece = null;
      }
    } catch (IOException _) {
      cannotSend = true;
    }
  }

  /** Final answers that have come whole, where the conversation goes in step. */
  private int answersReceived() {
    if (answersAt == receivedBytes) {
      return answers;
    }
    var received = new Received(Arrays.copyOf(this.received, receivedBytes), answersAt);
    try {
      while (!received.isAtEnd()) {
        int ask = Math.min(answers, conversation.asks().size() - 1);
        if (received.answer(conversation.asks().get(ask).isHead()).status() >= 200) {
          answers++;
        }
        answersAt = received.at();
      }
    } catch (IOException _) {
      // The rest is still to come, or is malformed, which is judged once all is there.
    }
    return answers;
  }

  private void end(Ending ending) {
    transcript =
        new Transcript(
            target.name(),
            new String(received, 0, receivedBytes, ISO_8859_1),
            ending,
            !hasClosedItsSide,
            sentBytes);
    try {
      if (!transcript.hasGone()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      channel.close();
    } catch (IOException _) {
      // It has ended either way.
    }
  }
}
