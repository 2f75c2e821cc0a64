package duet.helidon;

import duet.service.Settings;
import java.time.Duration;

/**
 * What Helidon reads requests from. It presents HTTP/1.0 requests, which Helidon 4.5.0 answers with
 * 505 or not at all, as HTTP/1.1 ones; it refuses what Helidon lets pass and RFC 9112 does not, by
 * {@link HeadReader} and {@link BodyReader}; and it ends the connection where an answer said so.
 * For use by the connection's virtual thread alone.
 *
 * <p>Helidon reads a request line with {@link #findNewLine} and {@link #readBytes}, then fields
 * until {@link #startsWithNewLine} is true, then the body. Of a body only what stands around chunks
 * is read by lines, and with {@link #readLine}: this tells a request line from a body that looks
 * like one.
 */
final class RequestReader extends HeadReader {

  /**
   * @param keepsRequestLine whether {@link #requestLine} will be asked for
   */
  RequestReader(Inbound inbound, Settings settings, boolean keepsRequestLine) {
    super(new RequestSource(inbound), settings, keepsRequestLine);
  }

  /** No further request is read. */
  void end() {
    ending = true;
  }

  /**
   * How long the connection has been without a request, a request line that is not complete
   * included, nor a header section, or without a byte of a body that is read; zero while a request
   * is handled. May be asked on any thread.
   */
  Duration idleTime() {
    return source.idleTime();
  }

  Inbound inbound() {
    return source.inbound();
  }
}
