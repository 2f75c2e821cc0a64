package duet.contract;

import static duet.contract.Refusal.assertRefused;
import static duet.contract.Served.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request is for: one Host, and one that is a host (RFC 9112 §3.2, RFC 9110 §7.2). */
public interface HostContract extends Served {

  /** RFC 9112 §3.2: an HTTP/1.1 request without Host is refused. */
  @Test
  default void aRequestWithoutHostIsRefused() throws IOException {
    assertRefused(this, "host: none", request("GET / HTTP/1.1"), 400);
    assertRefused(this, "host: none", request("GET http://localhost/ HTTP/1.1"), 400);
    assertRefused(this, "host: none", request("GET / HTTP/1.1", "X-Host: localhost"), 400);
  }

  /** RFC 9112 §3.2: more than one is refused in either version, be they the same or not. */
  @ParameterizedTest
  @ValueSource(strings = {"Host: localhost", "host: localhost", "HOST: other", "Host:"})
  default void aSecondHostIsRefused(String second) throws IOException {
    for (String version : new String[] {"HTTP/1.1", "HTTP/1.0"}) {
      String line = "GET / " + version;
      assertRefused(this, "host: two", request(line, "Host: localhost", second), 400);
      assertRefused(
          this, "host: two", request(line, "Host: localhost", "Accept: */*", second), 400);
    }
  }

  /** RFC 9112 §3.2: an invalid field value is refused; RFC 9110 §4.2.1: a host is not empty. */
  @Patient
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user@localhost",
        "localhost/path",
        "localhost?query",
        "localhost#fragment",
        "http://localhost",
        "a b",
        "a,b",
        "localhost, localhost",
        "localhost:port",
        "localhost:80:80",
        "localhost:80:",
        "localhost::",
        "localhost :",
        "localhost\\t:",
        "[::1] :",
        "[::1]:80:",
        "::1:",
        ":",
        "localhost:65536",
        "localhost:-1",
        "localhost:0x50",
        ":80",
        "[::1",
        "::1",
        "[::1]x",
        "[:::]",
        "local\\\\host",
        "local%host",
        "local<host",
        "local\\thost",
        "\\xc3\\xa9",
        "\\x00",
        "local\\x01host",
        "local\\x7fhost"
      })
  default void aMalformedHostIsRefused(String host) throws IOException {
    assertRefused(
        this, "host: " + host, request("GET / HTTP/1.1", "Host: " + Escaped.bytes(host)), 400);
  }

  /** RFC 9110 §7.2, RFC 3986 §3.2: names, addresses and ports as they may come, one empty. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:80",
        "localhost:",
        "LOCALHOST",
        "a-b.c_d~e",
        "127.0.0.1:45000",
        "xn--bcher-kva.example",
        "a%20b",
        "[::1]",
        "[::1]:80",
        "[::1]:",
        "[fe80::1:2]",
        "[::ffff:192.0.2.1]:8080"
      })
  default void aHostOfAnyKindIsTaken(String host) throws IOException {
    try (Wire wire = connect()) {
      for (String blanks : new String[] {" ", "", "   ", "\t", " \t "}) {
        for (String name : new String[] {"Host:", "host:"}) {
          wire.send(request("GET / HTTP/1.1", name + blanks + host + blanks));
          Answer answer = wire.answer();
          assertEquals(200, answer.status(), answer::head);
        }
      }
    }
  }
}
