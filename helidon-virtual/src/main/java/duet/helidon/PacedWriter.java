package duet.helidon;

import duet.service.Pace;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * What a connection's answers are written with: while the socket takes nothing, its virtual thread
 * waits, and this says for what. For use by that thread alone.
 *
 * @param writer Helidon's
 * @param pace is told of every write
 */
record PacedWriter(DataWriter writer, Pace pace) implements DataWriter {

  @Override
  public void write(BufferData... buffers) {
    pace.sends();
    writer.write(buffers);
    pace.busy();
  }

  @Override
  public void write(BufferData buffer) {
    pace.sends();
    writer.write(buffer);
    pace.busy();
  }

  @Override
  public void writeNow(BufferData... buffers) {
    pace.sends();
    writer.writeNow(buffers);
    pace.busy();
  }

  @Override
  public void writeNow(BufferData buffer) {
    pace.sends();
    writer.writeNow(buffer);
    pace.busy();
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
