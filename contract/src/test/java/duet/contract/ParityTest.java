package duet.contract;

import static duet.contract.Served.request;
import static duet.contract.Suite.closing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParityTest {
  private static final String LOOPS =
      """
      {"server":"vertx-async","version":"1.0","model":"event loops=2","jdk":"25.0.3","jvm":"OpenJDK",\
      "jvmArguments":["-Xms64m","-Xmx288m"],"maxHeapBytes":295305216,"collectors":["Copy"],"processors":2,\
      "shared":{"backlog":1024,"tcpNoDelay":true},"own":{"adminPort":45001,"files":"samples","port":45000}}""";

  private static final String THREADS =
      LOOPS
          .replace("vertx-async", "helidon-virtual")
          .replace("event loops=2", "carriers=2")
          .replace("4500", "4600");

  private static final String MODELS =
      "model: vertx-async event loops=2, helidon-virtual carriers=2 (how requests come to be served"
          + " is what is compared)";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static Parity.Differences compare(String one, String other) {
    return Parity.compare(SettingsInForce.parse(one), SettingsInForce.parse(other));
  }

  @Test
  void modelsPortsAndNamesMayDiffer() {
    assertEquals(new Parity.Differences(List.of(MODELS), List.of()), compare(LOOPS, THREADS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"backlog\":1024 | \"backlog\":511 | backlog: vertx-async 1024, helidon-virtual 511",
        "25.0.3 | 25.0.2 | jdk: vertx-async 25.0.3, helidon-virtual 25.0.2",
        "-Xmx288m | -Xmx2g | jvmArguments: vertx-async [\"-Xms64m\",\"-Xmx288m\"], helidon-virtual"
            + " [\"-Xms64m\",\"-Xmx2g\"]",
        "295305216 | 1 | maxHeapBytes: vertx-async 295305216, helidon-virtual 1",
        "Copy | ZGC | collectors: vertx-async [\"Copy\"], helidon-virtual [\"ZGC\"]",
        "\"processors\":2 | \"processors\":1 | processors: vertx-async 2, helidon-virtual 1",
        "samples | x | files: vertx-async samples, helidon-virtual x",
        "1.0 | 0.9 | version: vertx-async 1.0, helidon-virtual 0.9",
        "\"backlog\":1024, | '' | backlog: vertx-async 1024, helidon-virtual not said",
        "{\"backlog | {\"more\":1,\"backlog | more: vertx-async not said, helidon-virtual 1"
      })
  void anythingElseIsADifference(String same, String other, String line) {
    assertEquals(
        new Parity.Differences(List.of(MODELS), List.of(line)),
        compare(LOOPS, THREADS.replace(same, other)));
  }

  @Test
  void twoServersOfOneNameAreToldApart() {
    assertEquals(
        List.of("backlog: vertx-async (first) 1024, vertx-async (second) 7"),
        compare(LOOPS, LOOPS.replace("1024", "7")).otherwise());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "jvmArguments", "collectors", "shared", "own", "model"})
  void whatIsNotSaidByEitherIsNotTakenForTheSame(String member) {
    var mistake =
        assertThrows(
            IllegalArgumentException.class,
            () -> SettingsInForce.parse(LOOPS.replace("\"" + member + "\"", "\"x\"")));
    assertEquals("must have a member '" + member + "'", mistake.getMessage());
  }

  private int run(String... arguments) {
    return Parity.run(utf8(out), utf8(err), arguments);
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

  private static ScriptedServer saying(String json) throws IOException {
    return new ScriptedServer(
        closing(request("HTTP/1.1 200 OK", "Content-Length: " + json.length()) + json));
  }

  @Test
  void parityIsExitCode0() throws IOException {
    try (var one = saying(LOOPS);
        var other = saying(THREADS)) {
      assertEquals(0, run(one.base().toString(), other.base().toString()));
    }
    assertEquals(
        "of the model: "
            + MODELS
            + "\nthe same: backlog collectors files jdk jvm jvmArguments maxHeapBytes"
            + " processors tcpNoDelay version\n",
        printed());
    assertEquals("", complaint());
  }

  @Test
  void aDifferenceIsExitCode1() throws IOException {
    try (var one = saying(LOOPS);
        var other = saying(THREADS.replace("1024", "511"))) {
      assertEquals(1, run(one.base().toString(), other.base().toString()));
    }
    assertEquals(
        "of the model: " + MODELS + "\nbacklog: vertx-async 1024, helidon-virtual 511\n",
        printed());
  }

  @Test
  void aServerThatDoesNotSayIsExitCode1() throws IOException {
    try (var one = saying(LOOPS);
        var other = new ScriptedServer(closing(request("HTTP/1.1 404 No", "Content-Length: 0")));
        var third = saying("hello")) {
      assertEquals(1, run(one.base().toString(), other.base().toString()));
      assertEquals(1, run(one.base().toString(), third.base().toString()));
      List<String> lines = complaint().lines().toList();
      assertEquals(2, lines.size(), complaint());
      assertEquals(
          "parity: ADMIN_URL must answer /settings with 200: " + other.base() + ": 404",
          lines.get(0));
      assertEquals(
          "parity: ADMIN_URL must answer /settings as a Duet server does: "
              + third.base()
              + ": must be a JSON object, two levels deep at most",
          lines.get(1));
    }
    assertEquals("", printed());
  }

  @Test
  void aServerThatDoesNotListenIsExitCode1() throws IOException {
    ScriptedServer gone = saying(LOOPS);
    gone.close();
    try (var one = saying(LOOPS)) {
      assertEquals(1, run(one.base().toString(), gone.base().toString()));
    }
    assertTrue(
        complaint().startsWith("parity: ADMIN_URL must be a server's admin port: " + gone.base()),
        complaint());
    assertEquals(1, complaint().lines().count());
  }

  @Test
  void aWrongCallIsExitCode2() {
    assertEquals(2, run());
    assertEquals(2, run("http://127.0.0.1:1", "there"));
    assertEquals(
        List.of(
            "parity: ADMIN_URL must be given twice: 0 given",
            "parity: ADMIN_URL must be a URL like http://127.0.0.1:8080, without a path: 'there'"),
        complaint().lines().toList());
    assertEquals(0, run("--help"));
    assertTrue(printed().contains("usage: parity ADMIN_URL ADMIN_URL"), printed());
  }
}
