package duet.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTest {
  @Test
  void anArmOfOursIsItsName() throws PlanException {
    assertEquals(
        new Arm.Ours("vertx-async", Arm.Program.VERTX_ASYNC, "", List.of(), List.of()),
        Arm.parse("vertx-async"));
  }

  @Test
  void anArmMayHaveANameACommitAndSettingsOfItsOwn() throws PlanException {
    assertEquals(
        new Arm.Ours(
            "old",
            Arm.Program.HELIDON_VIRTUAL,
            "v1.0~2",
            List.of("-Xmx512m", "-XX:+UseParallelGC"),
            List.of("--tcp-no-delay=false")),
        Arm.parse(
            "old=helidon-virtual,commit=v1.0~2,jvm=-Xmx512m,jvm=-XX:+UseParallelGC,"
                + "flag=--tcp-no-delay=false"));
  }

  @Test
  void aServerThatRunsAlreadyIsAUrlAndAProcess() throws PlanException {
    assertEquals(
        new Arm.Visited("nginx", URI.create("http://127.0.0.1:8080"), 17),
        Arm.parse("nginx=http://127.0.0.1:8080,pid=17"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jetty | there is no 'jetty': 'jetty'",
        "n=http://127.0.0.1:80 | a server given by URL needs its process, pid=N: 'n=http://127.0.0.1:80'",
        "n=https://127.0.0.1:80,pid=1 | its URL must be http://host:port: 'n=https://127.0.0.1:80,pid=1'",
        "n=http://127.0.0.1/x,pid=1 | its URL must be http://host:port: 'n=http://127.0.0.1/x,pid=1'",
        "n=http://127.0.0.1:80,pid=0 | needs its process, pid=N: 'n=http://127.0.0.1:80,pid=0'",
        "a b=vertx-async | its name has 1..40 letters, digits, '.', '_', '-': 'a b=vertx-async'",
        "vertx-async,heap=1g | 'heap=1g' is none of commit=C, jvm=-OPTION, flag=--SETTING=VALUE: 'vertx-async,heap=1g'",
        "vertx-async,commit=--exec | 'commit=--exec' is none of commit=C, jvm=-OPTION, flag=--SETTING=VALUE: 'vertx-async,commit=--exec'",
      })
  void whatIsNoArmIsRefusedWithTheRule(String text, String message) {
    var e = assertThrows(PlanException.class, () -> Arm.parse(text));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.endsWith(message), said);
  }
}
