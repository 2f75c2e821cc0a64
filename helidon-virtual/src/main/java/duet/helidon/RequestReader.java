package duet.helidon;

import duet.service.KeptShare;
import duet.service.Pace;
import duet.service.Settings;

/**
 * What Helidon reads requests from. It presents HTTP/1.0 requests, which Helidon 4.5.0 answers with
 * 505 or not at all, as HTTP/1.1 ones; it refuses what Helidon lets pass and RFC 9112 does not, by
 * {@link HeadReader} and {@link BodyReader}; and it ends the connection where an answer said so.
 * For use by the connection's virtual thread alone, but for {@link #tooLate}.
 *
 * <p>Helidon reads a request line with {@link #findNewLine} and {@link #readBytes}, then fields
 * until {@link #startsWithNewLine} is true, then the body. Of a body only what stands around chunks
 * is read by lines, and with {@link #readLine}: this tells a request line from a body that looks
 * like one.
 */
final class RequestReader extends HeadReader {

  /**
   * @param pace is told what is waited for
   * @param share has what is kept of heads
   * @param keepsRequestLine whether {@link #requestLine} will be asked for
   */
  RequestReader(
      Inbound inbound, Pace pace, KeptShare share, Settings settings, boolean keepsRequestLine) {
    super(new RequestSource(inbound, pace, share), settings, keepsRequestLine);
    source.isReadBy(this::available, this::refused);
  }

  /** No further request is read. */
  void end() {
    ending = true;
  }

  /** Nothing more comes in; a request of which not all has come is refused. */
  void tooLate() {
    source.tooLate();
    source.inbound().shut();
  }

  /** Whether bytes have come behind the request that is being answered. */
  boolean hasMore() {
    return available() > 0 || source.inbound().hasMore();
  }

  /** Whether there is room, until the request is answered, for what has come behind it. */
  boolean keepsWhatFollows() {
    int behind = available();
    return (behind == 0 || source.keeps(behind)) && source.inbound().hasRoom();
  }

  /** The request has been answered, or its connection has ended: nothing of it is kept. */
  void keepsNothing() {
    source.keepsNothing();
  }

  Inbound inbound() {
    return source.inbound();
  }
}
