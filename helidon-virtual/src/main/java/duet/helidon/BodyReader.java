package duet.helidon;

import duet.service.ChunkLine;
import duet.service.Problem;
import duet.service.Settings;
import duet.service.TrailerLine;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link RequestReader} that reads bodies. For use by the connection's virtual thread
 * alone.
 *
 * <p>Helidon reads the lines around chunks with {@link #readLine}, and what stands between them, or
 * a body that has a length, with {@link #readBuffer}. It would wait until all of a chunk has come,
 * so what has come of one is presented as a chunk of its own.
 */
abstract class BodyReader extends DataReader {
  final RequestSource source;
  private final int maxLineBytes;
  private final int maxSectionBytes;
  private final int maxBodyBytes;
  private int chunkLeft;
  private boolean chunkEndNext;
  private boolean pieceRead;
  private boolean trailersNext;
  private long bodyBytes;
  private long excessBytes;

  @SuppressWarnings("removal") // it goes in a later Helidon; create(), its successor, cannot extend
  BodyReader(RequestSource source, Settings settings) {
    super(source);
    this.source = source;
    this.maxLineBytes = settings.maxRequestLineBytes();
    this.maxSectionBytes = settings.maxHeaderBytes();
    this.maxBodyBytes = settings.maxBodyBytes();
  }

  /** A head has been read; what is read next is its body. */
  final void beginBody() {
    bodyBytes = 0;
    excessBytes = 0;
    source.headEnded(available());
  }

  /** Why this reader refused a request; null where it did not. */
  abstract @Nullable Problem refusal();

  /** What is thrown to refuse the request that is read. */
  abstract RequestException refused(Problem problem);

  /**
   * Called for the line before a chunk, and for the empty one behind the last: Helidon 4.5.0 knows
   * neither extensions nor trailers and takes some sizes for others (RFC 9112 §7.1).
   */
  @Override
  public String readLine() {
    Problem refusal = refusal();
    if (refusal != null) { // Helidon tries to read on, to keep the connection
      throw refused(refusal);
    }
    if (chunkLeft > 0) {
      return nextPiece();
    }
    source.framing(true);
    if (trailersNext) {
      trailersNext = false;
      skipTrailers();
      source.framing(false);
      return "";
    }
    if (chunkEndNext) {
      chunkEndNext = false;
      skipChunkEnd();
    }
    awaitChunkLine();
    byte[] line = line(maxLineBytes);
    source.framing(false);
    int size = ChunkLine.size(line, 0, line.length);
    if (size == ChunkLine.MALFORMED) {
      throw refused(Problem.MALFORMED);
    }
    excessBytes = ChunkLine.excess(excessBytes, line.length, size);
    if (excessBytes > maxSectionBytes) {
      throw refused(Problem.MALFORMED);
    }
    bodyBytes += size;
    if (bodyBytes > maxBodyBytes) { // Helidon itself waits until they have come
      throw refused(Problem.BODY_TOO_LARGE);
    }
    chunkLeft = size;
    trailersNext = size == 0;
    return size == 0 ? "0" : nextPiece();
  }

  /** Blocks until there is something of the chunk; how much, as the line before it would say. */
  private String nextPiece() {
    ensureAvailable();
    return Integer.toHexString(Math.min(chunkLeft, available()));
  }

  private void skipChunkEnd() {
    if (!super.startsWithNewLine()) {
      throw refused(Problem.MALFORMED);
    }
    skip(2);
  }

  /** Blocks until so much of the line has come that it is right to wait for the rest. */
  private void awaitChunkLine() {
    ChunkLine.Start start = startOfLine();
    while (start == ChunkLine.Start.WITHIN_SIZE) {
      pullData();
      start = startOfLine();
    }
    if (start == ChunkLine.Start.MALFORMED) {
      throw refused(Problem.MALFORMED);
    }
  }

  private ChunkLine.Start startOfLine() {
    ensureAvailable();
    return ChunkLine.start(getBuffer(Math.min(available(), ChunkLine.TELLING_BYTES)).readBytes());
  }

  /** Called for a part of a body, of a chunk or not, that has come. */
  @Override
  public BufferData readBuffer(int length) {
    source.bodyCame(length);
    BufferData data = super.readBuffer(length);
    if (chunkLeft > 0) {
      chunkLeft -= length;
      chunkEndNext = chunkLeft == 0;
      pieceRead = true;
    }
    return data;
  }

  /** Called also for the line end behind each chunk, which a part of one does not have. */
  @Override
  public void skip(int length) {
    if (pieceRead) {
      pieceRead = false;
    } else {
      super.skip(length);
    }
  }

  private void skipTrailers() {
    int most = maxSectionBytes;
    while (!super.startsWithNewLine()) {
      byte[] line = line(most - 2);
      most -= line.length + 2;
      source.trailerCame(line.length);
      if (!TrailerLine.isWellFormed(line)) {
        throw refused(Problem.MALFORMED);
      }
    }
    skip(2);
  }

  private byte[] line(int maxBytes) {
    int end = lineEnd(maxBytes + 1);
    if (end > maxBytes) {
      throw refused(Problem.MALFORMED);
    }
    byte[] line = super.readBytes(end);
    skip(2);
    return line;
  }

  /** Where a line ends, or {@code max}; one that ends in half a CRLF is refused. */
  final int lineEnd(int max) {
    try {
      return super.findNewLine(max);
    } catch (IncorrectNewLineException e) {
      throw refused(Problem.MALFORMED);
    }
  }
}
