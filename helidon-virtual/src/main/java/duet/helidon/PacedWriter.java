package duet.helidon;

import duet.service.Pace;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * What a connection's answers are written with: while the socket takes nothing, its virtual thread
 * waits, and this says for what. A large one is written in pieces, so that a client which takes one
 * now and then is known to take something. For use by that thread alone.
 *
 * @param writer Helidon's
 * @param pace is told of every write
 */
record PacedWriter(DataWriter writer, Pace pace) implements DataWriter {

  private static final int PIECE_BYTES = 32 * 1024;

  /** A block of a stream with what stands around it is written at once, without a copy. */
  private static final int MOST_AT_ONCE_BYTES = 72 * 1024;

  @Override
  public void write(BufferData... buffers) {
    write(BufferData.create(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    if (buffer.available() > MOST_AT_ONCE_BYTES) {
      writePieces(buffer);
    } else {
      pace.sends();
      writer.write(buffer);
    }
    pace.busy();
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    if (buffer.available() > MOST_AT_ONCE_BYTES) {
      writePieces(buffer);
    } else {
      pace.sends();
      writer.writeNow(buffer);
    }
    pace.busy();
  }

  private void writePieces(BufferData buffer) {
    var piece = new byte[PIECE_BYTES];
    while (!buffer.consumed()) {
      int length = buffer.read(piece);
      pace.sends();
      writer.writeNow(BufferData.create(piece, 0, length));
    }
  }

  @Override
  public void flush() {
    pace.sends();
    writer.flush();
    pace.busy();
  }

  @Override
  public void close() {
    writer.close();
  }
}
