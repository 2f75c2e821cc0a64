package duet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import duet.lab.plan.Arm;
import duet.lab.plan.PlanException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcuseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vertx-async | tcpNoDelay | false",
        "vertx-async,flag=--tcp-no-delay=false | tcpNoDelay | true",
        "vertx-async,flag=--tcp-no-delay=false | tcp | false",
        "vertx-async,flag=--tcp-no-delay=false | backlog | false",
        "vertx-async,flag=--tcp-no-delay=false | maxHeapBytes | false",
        "vertx-async,jvm=-Xmx1g | maxHeapBytes | true",
        "vertx-async,jvm=-XX:+UseZGC | collectors | true",
        "vertx-async,jvm=-Xmx1g | backlog | false",
        "vertx-async,jvm=-Xmx1g | processors | false",
        "vertx-async,jvm=-XX:ActiveProcessorCount=1 | processors | true",
        "vertx-async,commit=abc | backlog | true",
      })
  void onlyWhatAnOptionNamesIsExcused(String arm, String name, boolean covered)
      throws PlanException {
    var other = (Arm.Ours) Arm.parse("helidon-virtual");
    var one = (Arm.Ours) Arm.parse(arm);
    assertEquals(covered, new Excuse(one, other).covers(name + ": a 1, b 2"));
    assertEquals(covered, new Excuse(other, one).covers(name + ": a 1, b 2"));
  }
}
