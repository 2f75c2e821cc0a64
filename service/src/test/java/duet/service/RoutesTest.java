package duet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  @Test
  void everyPathWithoutParametersIsResolvedToItsResource() {
    assertEquals(new Resource.Root(), found("GET", "/"));
    assertEquals(new Resource.Plaintext(), found("GET", "/plaintext"));
    assertEquals(new Resource.Json(), found("GET", "/json"));
    assertEquals(new Resource.Echo(), found("POST", "/echo"));
  }

  @Test
  void aPathWithoutParametersIsResolvedWithoutAllocation() {
    assertSame(Routes.resolve("GET", "/"), Routes.resolve("GET", "/"));
  }

  @Test
  void theAbsoluteFormIsTakenToo() {
    assertEquals(new Resource.Json(), found("GET", "http://localhost:1/json"));
    assertEquals(new Resource.Root(), found("GET", "http://localhost"));
    assertEquals(new Resource.Delay(3), found("GET", "https://h/delay/3"));
  }

  @Test
  void headIsResolvedLikeGet() {
    assertEquals(found("GET", "/json"), found("HEAD", "/json"));
    assertEquals(new Resource.Delay(7), found("HEAD", "/delay/7"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 60_000})
  void aDelayInRangeIsResolved(int millis) {
    assertEquals(new Resource.Delay(millis), found("GET", "/delay/" + millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "60001", "abc", "+5", "1.5", "%20", "٣", "99999999999999999999"})
  void aDelayOutOfRangeIs400AndNamesRuleAndValue(String value) {
    Answer answer = settled("GET", "/delay/" + value);
    assertEquals(400, answer.status());
    assertEquals(
        "ms must be a whole number from 0 to 60000: " + value, detail(answer), () -> text(answer));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /nowhere, 404",
    "GET,  /delay,   404",
    "GET,  /delay/,  404",
    "GET,  /delay/1/2, 404",
    "GET,  *,        404",
    "POST, /,        405",
    "PUT,  /json,    405",
    "GET,  /echo,    405",
    "HEAD, /echo,    405",
    "TRACE, /,       405",
    "BREW, /,        501",
    "get,  /,        501",
    "BREW, /nowhere, 501",
  })
  void whatIsNotServedIsToldApart(String method, String path, int status) {
    assertEquals(status, settled(method, path).status());
  }

  @Test
  void optionsAnd405NameWhatIsAllowed() {
    assertEquals("GET, HEAD, OPTIONS", settled("OPTIONS", "/delay/5").allow());
    assertEquals("OPTIONS, POST", settled("OPTIONS", "/echo").allow());
    assertEquals("GET, HEAD, OPTIONS, POST", settled("OPTIONS", "*").allow());
    assertEquals("GET, HEAD, OPTIONS", settled("DELETE", "/plaintext").allow());
  }

  private static Resource found(String method, String path) {
    return assertInstanceOf(Resolution.Found.class, Routes.resolve(method, path)).resource();
  }

  private static Answer settled(String method, String path) {
    return assertInstanceOf(Resolution.Settled.class, Routes.resolve(method, path)).answer();
  }

  private static String detail(Answer answer) {
    return text(answer).replaceFirst(".*\"detail\":\"(.*)\"}", "$1");
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
