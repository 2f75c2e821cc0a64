package duet.contract.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import duet.contract.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new Fuzz(utf8(out), utf8(err)).run(arguments);
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  /** It asks for the server's name first, which is answered like everything else. */
  private static ScriptedServer saying(String answer) throws IOException {
    return ScriptedServer.saying(answer);
  }

  @Test
  void aServerThatRefusesAllIsFineWithBrokenRequests() throws IOException {
    try (var server = saying(Said.last("400 Bad Request"))) {
      assertEquals(0, run(server.base().toString(), "--bytes=GET\\x00\\r\\n\\r\\n"), this::printed);
    }
    assertTrue(printed().contains("> GET\\x00\\r\\n\\r\\n\nscripted: GONE by itself\n"), printed());
  }

  @Test
  void whatIsFoundIsExitCode1() throws IOException {
    try (var server = saying(Said.last("500 Oops"))) {
      assertEquals(1, run(server.base().toString(), "--bytes=GET / HTTP/1.1\\r\\n\\r\\n"));
    }
    assertTrue(printed().contains("found: 5xx that is no decision: scripted: 500"), printed());
  }

  @Test
  void aDifferenceBetweenTwoIsFoundAndShrunk() throws IOException {
    try (var one = saying(Said.last("400 Bad Request"));
        var other = saying(Said.last("404 Not Found"))) {
      assertEquals(
          1,
          run(
              one.base().toString(),
              other.base().toString(),
              "--bytes=ab\\r\\n\\r\\n",
              "--shrink"));
    }
    assertTrue(printed().contains("> \\r\\n\\r\\n\n"), printed());
    assertTrue(printed().contains("[400! closed] [404! closed]"), printed());
  }

  @Test
  void aRunSaysWhatItFoundAndHowToSeeItAgain() throws IOException {
    try (var server = saying(Said.last("500 Oops"))) {
      String url = server.base().toString();
      assertEquals(1, run(url, "--requests=50", "--seed=3", "--connections=20"));
      assertTrue(printed().startsWith("seed 3: "), printed());
      assertTrue(printed().contains("scripted: 5"), printed());
      assertTrue(printed().contains("5xx that is no decision: scripted: 500 × "), printed());
      String replay =
          printed().replaceAll("(?s).*decision: scripted: 500[^-]*(--replay=\\d+).*", "$1");
      assertEquals(1, run(url, "--seed=3", replay), replay);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--requests=5 | URL must be given at least once: 0 given",
        "there | URL must be a URL like http://127.0.0.1:8080, without a path: 'there'",
        "http://127.0.0.1:1/x | URL must be a URL like http://127.0.0.1:8080, without a path:"
            + " 'http://127.0.0.1:1/x'",
        "http://h --requests=0 | --requests must be a whole number, 1..1000000000000: '0'",
        "http://h --requests=x | --requests must be a whole number, 1..1000000000000: 'x'",
        "http://h --requests | --requests must be a whole number, 1..1000000000000: ''",
        "http://h --connections=5001 | --connections must be a whole number, 1..5000: '5001'",
        "http://h --replay=-1 | --replay must be a whole number, 0..1099511627775: '-1'",
        "http://h --seed=1.5 | --seed must be a whole number, -9223372036854775808..9223372036854775807: '1.5'",
        "http://h --sed=1 | no such flag, see --help: '--sed=1'",
        "http://h --admin=http://a,http://b | --admin must name one for each URL: 2 for 1"
      })
  void aWrongCallIsExitCode2(String call, String said) {
    assertEquals(2, run(call.split(" ", -1)));
    assertEquals("fuzz: " + said, complaint());
  }

  @Test
  void aServerThatDoesNotListenIsExitCode1() throws IOException {
    URI nobody = Said.nobody();
    assertEquals(1, run(nobody.toString()));
    assertTrue(complaint().startsWith("fuzz: URL must name a server: " + nobody), complaint());
    assertEquals(1, complaint().lines().count());
  }

  @Test
  void helpIsNoMistake() {
    assertEquals(0, run("--help"));
    assertTrue(printed().contains("usage: fuzz URL..."), printed());
  }
}
