package duet.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
  @ParameterizedTest
  @CsvSource({
    "root, /",
    "json, /json",
    "cached-queries, /cached-queries",
    "queries-20, /queries?queries=20",
    "cached-queries-100, /cached-queries?count=100",
    "delay-20, /delay/20",
    "work-2-100, /work?wait=2&rounds=100",
    "gather-3-5, /gather/3/5",
    "stream-1000000, /stream/1000000",
    "files-hello.txt, /files/hello.txt",
    "/json?x=1, /json?x=1",
    "/caf%C3%A9;v=1/~a?b=/c?&d, /caf%C3%A9;v=1/~a?b=/c?&d"
  })
  void aNameStandsForATarget(String name, String target) throws PlanException {
    assertEquals(new Workload(name, "GET", target, 0), Workload.parse(name));
  }

  @Test
  void anEchoSendsABodyOfThatLength() throws PlanException {
    Workload echo = Workload.parse("echo-1000");
    assertEquals("POST", echo.method());
    assertEquals(1000, echo.body().length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jason",
        "delay",
        "delay-",
        "delay-x",
        "delay-1-2",
        "work-2",
        "json-5",
        "a b",
        "/a b",
        "/a|b",
        "/a#b",
        "/%",
        "/%4",
        "/x{1}",
        "/x[1]",
        "/\\",
        "delay-9999999999999",
        "echo-1048577",
        "echo-99999999"
      })
  void whatIsNoWorkloadIsRefused(String name) {
    var e = assertThrows(PlanException.class, () -> Workload.parse(name));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.startsWith("--workload ") && said.endsWith("'" + name + "'"), said);
  }
}
