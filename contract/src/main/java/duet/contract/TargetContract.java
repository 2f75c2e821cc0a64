package duet.contract;

import static duet.contract.Problem.assertProblem;
import static duet.contract.Refusal.assertRefused;
import static duet.contract.Served.kept;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines: method, target and what stands between them (RFC 9112 §3). */
public interface TargetContract extends Served {

  /** RFC 9112 §3: single blanks and nothing else separate the three; §2.2: lines end in CRLF. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        " GET / HTTP/1.1",
        "\\tGET / HTTP/1.1",
        "\\x00GET / HTTP/1.1",
        "\\nGET / HTTP/1.1",
        "\\rGET / HTTP/1.1",
        "GET\\t/ HTTP/1.1",
        "GET /\\tHTTP/1.1",
        "GET\\x0b/ HTTP/1.1",
        "GET\\x0c/ HTTP/1.1",
        "GET\\r/ HTTP/1.1",
        "GET /\\rHTTP/1.1",
        "GET\\xa0/ HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / HTTP/1.1\\t",
        "GET / HTTP/1.1\\r",
        "GET / HTTP/1.1\\nX: y",
        "GET / HTTP/1.1\\rX: y",
        "GET /a b HTTP/1.1",
        "GET / HTTP/1.1 HTTP/1.1",
        "GET HTTP/1.1",
        "GET  HTTP/1.1",
        "/ HTTP/1.1",
        "GET/ HTTP/1.1",
        "HTTP/1.1",
        "GET",
        "GET /"
      })
  default void aLineOfAnotherShapeIsRefused(String line) throws IOException {
    String bytes = Escaped.bytes(line);
    assertRefused(this, "line: " + line, request(bytes, "Host: localhost"), 400);
  }

  /** RFC 9110 §9.1, §5.6.2: a method is a token. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "G\\x00T",
        "G(T",
        "G)T",
        "G,T",
        "G/T",
        "G:T",
        "G;T",
        "G<T",
        "G=T",
        "G?T",
        "G@T",
        "G[T",
        "G\\\\T",
        "G\"T",
        "G{T",
        "G}T",
        "G\\x7fT",
        "G\\x80T",
        "G\\xc3\\xa9T",
        "GET\\x00",
        ":"
      })
  default void aMethodThatIsNoTokenIsRefused(String method) throws IOException {
    String line = Escaped.bytes(method) + " / HTTP/1.1";
    assertRefused(this, "method: " + method, request(line, "Host: localhost"), 400);
  }

  /** RFC 9112 §3.2: what is none of the four forms, or holds what no URI may (RFC 3986 §2, §3). */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/\\x00",
        "/a\\x00b",
        "/\\x01",
        "/\\x1f",
        "/\\x7f",
        "/\\x80",
        "/caf\\xc3\\xa9",
        "/\\xc0\\xaf",
        "/\\xff",
        "/a#b",
        "/#",
        "/?a#b",
        "/\\\\",
        "/\"",
        "/<a>",
        "/[a]",
        "/{a}",
        "/a|b",
        "/^",
        "/%",
        "/%4",
        "/%zz",
        "/%4g",
        "/?%zz",
        "/%00",
        "/%0d%0a",
        "/%7f",
        "/?\\xc3\\xa9",
        "/?<",
        "*",
        "**",
        "/*#",
        "foo",
        "foo/bar",
        "?a",
        "#a",
        "localhost",
        "localhost:80",
        "ftp://localhost/",
        "ws://localhost/",
        "file:///etc/passwd",
        "javascript:a",
        "http:/",
        "http://",
        "http:///a",
        "http:localhost/",
        "http://user@localhost/",
        "http://user:password@localhost/",
        "http://localhost:port/",
        "http://local,host/",
        "http://[::1/",
        "http://localhost/#a"
      })
  default void aMalformedTargetIsRefused(String target) throws IOException {
    String line = "GET " + Escaped.bytes(target) + " HTTP/1.1";
    assertRefused(this, "target: " + target, request(line, "Host: localhost"), 400);
  }

  /** RFC 9110 §9.3.6: no proxy here; RFC 9112 §3.2.3: authority-form is CONNECT's alone. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost:443", "localhost", "/", "*", "http://localhost/"})
  default void connectIsNotImplemented(String target) throws IOException {
    assertRefused(
        this, "connect", request("CONNECT " + target + " HTTP/1.1", "Host: localhost"), 501);
  }

  /** RFC 9110 §7.4: a request for https came over a connection that is not secured. */
  @ParameterizedTest
  @ValueSource(strings = {"https://localhost/", "HTTPS://localhost/plaintext", "https://"})
  default void aRequestForHttpsIsMisdirected(String target) throws IOException {
    assertRefused(
        this, "target: https", request("GET " + target + " HTTP/1.1", "Host: localhost"), 421);
  }

  /** RFC 9112 §3.2.2: absolute-form is taken, and what it says goes before Host. */
  @ParameterizedTest
  @CsvSource({
    "http://localhost/plaintext, localhost",
    "http://localhost:45000/plaintext?a=b, localhost:45000",
    "HTTP://LOCALHOST/plaintext, localhost",
    "http://localhost/plaintext, elsewhere",
    "http://[::1]:80/plaintext, localhost"
  })
  default void theAbsoluteFormIsTaken(String target, String host) throws IOException {
    Answer answer = ask(request("GET " + target + " HTTP/1.1", "Host: " + host));
    assertEquals("Hello, World!", answer.body(), answer::head);
  }

  /** RFC 9112 §3.2.2: an authority alone is the target's root. */
  @ParameterizedTest
  @ValueSource(strings = {"http://localhost", "http://localhost:80", "http://localhost/"})
  default void anAuthorityAloneIsTheRoot(String target) throws IOException {
    RootAnswer.assertKept(ask(kept("GET", target)));
  }

  /** RFC 9112 §3.2.1: what may stand in a target; a query may hold what browsers leave in one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plaintext?",
        "/plaintext?a[]=b|c{d}^`",
        "/plaintext?%00%0d%0a%C3%A9",
        "/plaintext?a=/?:@!$&'()*+,;=-._~"
      })
  default void aQueryOfAnyKindIsTaken(String target) throws IOException {
    assertEquals("Hello, World!", ask(kept("GET", target)).body());
  }

  /** RFC 3986 §3.3: of a path that is well-formed nobody says it is malformed. */
  @ParameterizedTest
  @ValueSource(strings = {"/a-._~!$&'()*+,;=:@", "/%20%C3%A9", "//", "/a//b", "/../a", "/%2e%2e/"})
  default void aPathOfAnyKindIsUnderstood(String path) throws IOException {
    assertProblem(ask(kept("GET", path)), 404);
  }

  /** RFC 9112 §3.2.4, RFC 9110 §9.3.7. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  default void optionsMayAskOfTheServerAsAWhole(String version) throws IOException {
    Answer answer = ask(request("OPTIONS * " + version, "Host: localhost"));
    assertEquals(200, answer.status(), answer::head);
    assertTrue(answer.field("Allow").isPresent(), answer::head);
  }

  /** RFC 9110 §9.3.8: a server that answers TRACE tells a page what its cookies are. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/plaintext", "/echo"})
  default void traceIsNotAllowedAndEchoesNothing(String path) throws IOException {
    Answer answer =
        ask(request("TRACE " + path + " HTTP/1.1", "Host: localhost", "Cookie: secret=1"));
    assertProblem(answer, 405);
    assertTrue(!answer.body().contains("secret"), answer::body);
  }

  /**
   * RFC 9110 §4.2.3: an absolute-form without a path is for {@code /}, whatever its query holds.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost?/plaintext",
        "http://localhost?x=/files/hello.txt",
        "http://localhost?",
        "http://localhost/?/plaintext"
      })
  default void anAbsoluteFormWithoutAPathIsForTheRoot(String target) throws IOException {
    RootAnswer.assertKept(ask(request("GET " + target + " HTTP/1.1", "Host: localhost")));
  }
}
