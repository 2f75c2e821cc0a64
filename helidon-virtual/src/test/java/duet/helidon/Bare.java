package duet.helidon;

import io.helidon.webserver.WebServer;
import java.nio.charset.StandardCharsets;

/**
 * Helidon with one fixed handler and nothing of this project: what bin/cost compares the server
 * with.
 */
public final class Bare {
  private static final byte[] OK = "ok".getBytes(StandardCharsets.US_ASCII);

  private Bare() {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    WebServer.builder()
        .host("127.0.0.1")
        .port(port)
        .routing(routing -> routing.get("/", (request, response) -> response.send(OK)))
        .build()
        .start();
    System.out.println("bare Helidon listens on port " + port);
  }
}
