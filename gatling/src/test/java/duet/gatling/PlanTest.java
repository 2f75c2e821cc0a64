package duet.gatling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

  @Test
  void withoutPropertiesItIsTheOriginalExperimentAtSevenLevels() throws PlanException {
    Plan plan = plan();
    assertEquals(List.of(1, 5, 10, 50, 100, 500, 1000), plan.concurrency());
    assertEquals(1000, plan.requests());
    assertEquals("/", plan.path());
    assertEquals(
        List.of(
            new Subject("vertx-async", "async", URI.create("http://127.0.0.1:45000")),
            new Subject("helidon-virtual", "thread", URI.create("http://127.0.0.1:46000"))),
        plan.subjects());
    assertTrue(plan.ours());
    assertEquals(28, plan.rows());
  }

  @Test
  void standardLevelsThatRequestsAreTooFewForAreLeftOutAndNamed() throws PlanException {
    Plan plan = plan("requests=60");
    assertEquals(List.of(1, 5, 10, 50), plan.concurrency());
    assertEquals(List.of(100, 500, 1000), plan.leftOut());
  }

  @Test
  void aTargetIsTestedAlone() throws PlanException {
    Plan plan = plan("target=http://127.0.0.1:8080");
    assertEquals(
        List.of(new Subject("127.0.0.1:8080", "target", URI.create("http://127.0.0.1:8080"))),
        plan.subjects());
    assertFalse(plan.ours());
    assertEquals(14, plan.rows());
    assertEquals("/", plan.path());
  }

  @Test
  void aTargetMayBringItsPath() throws PlanException {
    assertEquals("/a?b=c", plan("target=http://h/a?b=c").path());
    assertEquals("/a?b=c", plan("target=http://h/", "path=/a?b=c").path());
    assertEquals(URI.create("http://h"), plan("target=http://h/a").subjects().getFirst().base());
  }

  @Test
  void levelsStandInTheOrderGiven() throws PlanException {
    assertEquals(List.of(10, 1, 7), plan("concurrency=10, 1,7").concurrency());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "concurrency=0       | concurrency must be a whole number from 1 to 10000: '0'",
        "concurrency=        | concurrency must be a whole number from 1 to 10000: ''",
        "concurrency=1,,5    | concurrency must be a whole number from 1 to 10000: ''",
        "concurrency=1;5     | concurrency must be a whole number from 1 to 10000: '1;5'",
        "concurrency=1001    | concurrency must not be greater than requests=1000: 1001",
        "concurrency=5,5     | concurrency names a level twice: 5",
        "requests=0          | requests must be a whole number from 1 to 1000000: '0'",
        "requests=many       | requests must be a whole number from 1 to 1000000: 'many'",
        "warmup=-1           | warmup must be a whole number from 0 to 1000000: '-1'",
        "asyncPort=65536     | asyncPort must be a whole number from 1 to 65535: '65536'",
        "threadPort=45000    | threadPort must differ from asyncPort: 45000",
        "threadPort=45001    | threadPort must not be next to asyncPort=45000, since a server's admin port is the one after its own: 45001",
        "asyncPort=46001     | threadPort must not be next to asyncPort=46001, since a server's admin port is the one after its own: 46000",
        "path=delay/5        | path must begin with / and hold visible ASCII without #: 'delay/5'",
        "path=               | path must begin with / and hold visible ASCII without #: ''",
        "path=/a b           | path must begin with / and hold visible ASCII without #: '/a b'",
        "path=/#{x}          | path must begin with / and hold visible ASCII without #: '/#{x}'",
        "target=             | target must be a URL like http://127.0.0.1:8080: ''",
        "target=localhost:80 | target must be a URL like http://127.0.0.1:8080: 'localhost:80'",
        "target=ftp://h      | target must be a URL like http://127.0.0.1:8080: 'ftp://h'",
        "target=http://      | target must be a URL like http://127.0.0.1:8080: 'http://'",
        "target=http://h:99999 | target must be a URL like http://127.0.0.1:8080: 'http://h:99999'",
      })
  void aValueThatMakesNoSenseIsNamedInOneLine(String property, String message) {
    var mistake = assertThrows(PlanException.class, () -> plan(property.strip()));
    assertEquals(message, mistake.getMessage());
  }

  @Test
  void aPathIsNotGivenTwice() {
    var mistake = assertThrows(PlanException.class, () -> plan("target=http://h/a", "path=/b"));
    assertEquals("path must not be given twice: target has /a, path '/b'", mistake.getMessage());
  }

  private static Plan plan(String... properties) throws PlanException {
    var given = new Properties();
    for (String property : properties) {
      int equals = property.indexOf('=');
      given.setProperty(property.substring(0, equals), property.substring(equals + 1));
    }
    return Plan.of(given);
  }
}
