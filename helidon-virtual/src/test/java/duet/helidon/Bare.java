package duet.helidon;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * Helidon that sends the bytes of three of the contract's routes and has nothing else of this
 * project: what bin/cost compares the server with.
 */
public final class Bare {
  private static final Header TEXT =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/plain");
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header NAME =
      HeaderValues.createCached(HeaderNames.SERVER, "helidon-virtual");
  private static final byte[] OK = bytes("ok");
  private static final byte[] HELLO = bytes("Hello, World!");

  private Bare() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    WebServer.builder()
        .host("127.0.0.1")
        .port(port)
        .routing(
            routing ->
                routing
                    .get("/", (_, response) -> response.header(TEXT).send(OK))
                    .get("/plaintext", (_, response) -> send(response, TEXT, HELLO))
                    .get("/json", (_, response) -> send(response, JSON, message())))
        .build()
        .start();
    System.out.println("bare Helidon listens on port " + port);
  }

  /** Helidon itself adds Connection, Content-Length and Date. */
  private static void send(ServerResponse response, Header contentType, byte[] body) {
    response.header(contentType).header(NAME).send(body);
  }

  private static byte[] message() {
    return bytes("{\"message\":\"" + hello() + "\"}");
  }

  /** No constant to the compiler: the object is serialised anew each time. */
  private static String hello() {
    return "Hello, World!";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
