package duet.helidon;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Where Helidon shows a request's header section before it looks for a body or a handler. */
final class HeaderCheck implements Http1ConnectionListener {

  @Override
  public void headers(ConnectionContext connection, Headers fields) {
    if (connection.dataReader() instanceof RequestReader requests) {
      requests.check(fields);
    }
    if (fields instanceof WritableHeaders<?> writable) {
      // To who accepts trailers Helidon would send one of its own, with nothing in it.
      writable.remove(HeaderNames.TE);
    }
  }
}
