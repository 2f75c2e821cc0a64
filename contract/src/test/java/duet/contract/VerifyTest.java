package duet.contract;

import static duet.contract.Served.last;
import static duet.contract.Suite.closing;
import static duet.contract.Suite.root;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.support.AnnotationSupport;

class VerifyTest {
  private static final String PASSED =
      """
      part of the contract       passed   failed
      Small                           3        0
      all                             3        0
      named exceptions, counted as passed: 0
      """;

  /** A contract of three cases, one of them patient. */
  @ExtendWith(VisitedServer.class)
  static class Small implements Served {
    private final URI base;

    Small(URI base) {
      this.base = base;
    }

    @Override
    public URI base() {
      return base;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?x"})
    void isTheRoot(String target) throws IOException {
      RootAnswer.assertClosing(ask(last("GET", target)));
    }

    @Patient
    @Test
    void isOkAfterAWhile() throws IOException {
      assertEquals("ok", ask(last("GET", "/")).body());
    }
  }

  /** A contract without a case. */
  static class Empty {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Class<?> suite, String... arguments) {
    return new Verify(suite, utf8(out), utf8(err)).run(arguments);
  }

  private static PrintStream utf8(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void aServerThatKeepsTheContractPasses() throws IOException {
    try (var server = new ScriptedServer(closing(root("close")))) {
      assertEquals(0, run(Small.class, server.base().toString()));
    }
    assertEquals(PASSED, printed());
    assertEquals("", complaint());
  }

  @Test
  void theQuickPartLeavesOutWhatIsPatient() throws IOException {
    try (var server = new ScriptedServer(closing(root("close")))) {
      assertEquals(0, run(Small.class, "--quick", server.base().toString()));
    }
    assertEquals(
        PASSED.replace("  3  ", "  2  ")
            + "quick part: tests that wait or try many cases were left out\n",
        printed());
  }

  @Test
  void eachFailureStandsBehindTheTableWithItsMessage() throws IOException {
    String wrong = root("close").replace("200 OK", "500 Oops");
    try (var server = new ScriptedServer(closing(wrong))) {
      assertEquals(1, run(Small.class, server.base().toString()));
    }
    assertTrue(printed().contains("Small                           1        2\n"), printed());
    String[] lines = printed().split("\n", -1);
    assertEquals(9, lines.length, printed());
    assertTrue(lines[4].startsWith("failed: Small.isTheRoot [1] "), lines[4]);
    assertEquals("  expected: <200 OK> but was: <500 Oops>", lines[5]);
  }

  @Test
  void aSuiteWithoutACaseHasNotPassed() throws IOException {
    try (var server = new ScriptedServer(closing(root("close")))) {
      assertEquals(1, run(Empty.class, server.base().toString()));
    }
  }

  @Test
  void aServerThatDoesNotListenIsToldOnce() throws IOException {
    // Bound and not listening: a port that was given back may be somebody else's by now.
    try (var unheard = new Socket()) {
      unheard.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String base = "http://127.0.0.1:" + unheard.getLocalPort();
      assertEquals(1, run(Small.class, base));
      assertEquals("", printed());
      assertTrue(
          complaint().startsWith("verify: URL must name a server that listens: " + base),
          complaint());
      assertEquals(1, complaint().lines().count());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | URL must be given once: 0 given",
        "--quick | URL must be given once: 0 given",
        "http://a http://b | URL must be given once: 2 given",
        "--fast http://a | flag must be --quick or --help: '--fast'",
        "https://a | URL must be a URL like http://127.0.0.1:8080, without a path: 'https://a'"
      })
  void aWrongCallIsToldInOneLine(String arguments, String mistake) {
    String[] given =
        Arrays.stream(arguments.split(" ", -1)).filter(a -> !a.isEmpty()).toArray(String[]::new);
    assertEquals(2, run(Small.class, given));
    assertEquals("verify: " + mistake, complaint());
    assertEquals("", printed());
  }

  @Test
  void helpIsHelp() {
    assertEquals(0, run(Small.class, "--help"));
    assertTrue(printed().contains("usage: verify URL [--quick]"), printed());
  }

  /** What is only ever tried patiently is not checked before a comparison. */
  @Test
  void everyPartOfTheContractHasAQuickTest() {
    for (Class<?> part : HttpContract.class.getInterfaces()) {
      assertTrue(
          Arrays.stream(part.getDeclaredMethods())
              .filter(
                  method ->
                      AnnotationSupport.isAnnotated(method, Test.class)
                          || AnnotationSupport.isAnnotated(method, TestTemplate.class))
              .anyMatch(method -> !method.isAnnotationPresent(Patient.class)),
          part.getSimpleName());
    }
  }
}
