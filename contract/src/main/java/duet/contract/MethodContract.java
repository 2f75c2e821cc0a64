package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Problem.assertProblemHead;
import static duet.contract.Served.assertClosed;
import static duet.contract.Served.kept;
import static duet.contract.Served.last;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods: what a route does not know, and what nobody knows (RFC 9110 §9). */
public interface MethodContract extends Served {

  /** RFC 9110 §15.5.6: 405 names what is allowed; contract, "Every route". */
  @ParameterizedTest
  @CsvSource({
    "POST, /, GET HEAD OPTIONS",
    "PUT, /, GET HEAD OPTIONS",
    "DELETE, /, GET HEAD OPTIONS",
    "PATCH, /, GET HEAD OPTIONS",
    "POST, /plaintext, GET HEAD OPTIONS",
    "PUT, /json, GET HEAD OPTIONS",
    "DELETE, /delay/0, GET HEAD OPTIONS",
    "POST, /compute/1, GET HEAD OPTIONS",
    "PUT, /files/x, GET HEAD OPTIONS",
    "PATCH, /stream/1, GET HEAD OPTIONS",
    "GET, /echo, OPTIONS POST",
    "PUT, /echo, OPTIONS POST"
  })
  default void aWrongMethodIs405AndNamesTheRightOnes(String method, String path, String allowed)
      throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept(method, path));
      Answer answer = wire.answer();
      assertProblem(answer, 405);
      assertEquals(Set.of(allowed.split(" ", -1)), allow(answer));
      wire.send(last("GET", "/"));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.2: HEAD is refused where GET is, and its answer has no body either. */
  @Test
  default void headOfARouteWithoutGetIs405WithoutABody() throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", "/echo"));
      Answer get = wire.answer();
      wire.send(kept("HEAD", "/echo"));
      Answer head = wire.answerToHead();
      assertProblemHead(head, 405);
      assertEquals(Set.of("OPTIONS", "POST"), allow(head));
      assertEquals(get.field("Content-Length"), head.field("Content-Length"));
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §9.1: 501 for what no route knows; methods are case-sensitive. */
  @ParameterizedTest
  @ValueSource(strings = {"BREW", "get", "GETS", "M-SEARCH"})
  default void anUnknownMethodIs501(String method) throws IOException {
    try (Wire wire = connect()) {
      for (String path : new String[] {"/", "/echo", "/nowhere"}) {
        wire.send(kept(method, path));
        assertProblem(wire.answer(), 501);
      }
      wire.send(last("GET", "/"));
      RootAnswer.assertClosing(wire.answer());
      assertClosed(wire);
    }
  }

  /** RFC 9110 §9.3.7. */
  @ParameterizedTest
  @CsvSource({
    "/, GET HEAD OPTIONS",
    "/plaintext, GET HEAD OPTIONS",
    "/json, GET HEAD OPTIONS",
    "/delay/0, GET HEAD OPTIONS",
    "/compute/1, GET HEAD OPTIONS",
    "/work, GET HEAD OPTIONS",
    "/stream/1, GET HEAD OPTIONS",
    "/files/x, GET HEAD OPTIONS",
    "/echo, OPTIONS POST"
  })
  default void optionsNamesTheMethodsOfARoute(String path, String allowed) throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("OPTIONS", path));
      Answer answer = wire.answer();
      assertEquals(200, answer.status(), answer::head);
      assertEquals(Set.of(allowed.split(" ", -1)), allow(answer));
      assertEquals("0", answer.field("Content-Length").orElse("none"));
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  /** RFC 9110 §9.3.2: the same fields as GET, no body, and nothing left on the connection. */
  @ParameterizedTest
  @CsvSource({
    "/plaintext, 200",
    "/json, 200",
    "/delay/0, 200",
    "/compute/7, 200",
    "/work?rounds=7, 200",
    "/nowhere, 404",
    "/delay/abc, 400",
    "/stream/x, 400"
  })
  default void headAnswersAsGetWithoutTheBody(String path, int status) throws IOException {
    try (Wire wire = connect()) {
      wire.send(kept("GET", path));
      Answer get = wire.answer();
      wire.send(kept("HEAD", path));
      Answer head = wire.answerToHead();
      assertEquals(status, get.status(), get::head);
      assertEquals(status, head.status(), head::head);
      assertEquals(get.field("Content-Type"), head.field("Content-Type"));
      assertEquals(
          Integer.toString(get.body().length()), head.field("Content-Length").orElse("none"));
      wire.send(kept("GET", "/"));
      RootAnswer.assertKept(wire.answer());
    }
  }

  private static Set<String> allow(Answer answer) {
    return Arrays.stream(answer.field("Allow").orElse("none").split(",", -1))
        .map(String::strip)
        .collect(Collectors.toSet());
  }
}
